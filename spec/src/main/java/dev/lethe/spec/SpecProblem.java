package dev.lethe.spec;

/**
 * One thing that is wrong with a spec, where it is, and what to do about it.
 *
 * @param file the file as the user named it, {@code --set path=value} for an override, or empty for
 *     a spec built in code
 * @param line from 1, or 0 where there is no line
 * @param column from 1, or 0 where there is no column
 * @param path the key, for example {@code privacy.sampling.expectedBatch}; empty for the whole file
 * @param message what is wrong
 * @param remedy what to do
 */
public record SpecProblem(
    String file, int line, int column, String path, String message, String remedy) {

  /** {@code file:line:column: path: message; remedy}, leaving out what is empty. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!file.isEmpty()) {
      text.append(file);
      if (line > 0) {
        text.append(':').append(line).append(':').append(column);
      }
      text.append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    if (!remedy.isEmpty()) {
      text.append("; ").append(remedy);
    }
    return text.toString();
  }
}
