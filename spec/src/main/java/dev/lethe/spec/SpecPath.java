package dev.lethe.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a spec; written as {@code data.features.numeric[2]}, with {@code ["..."]} around keys
 * that have dots or other special characters.
 *
 * @param segments keys as {@link String}, indices as {@link Integer}
 */
record SpecPath(List<Object> segments) {
  static final SpecPath ROOT = new SpecPath(List.of());
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  SpecPath {
    segments = List.copyOf(segments);
  }

  static SpecPath of(Object... segments) {
    return new SpecPath(List.of(segments));
  }

  SpecPath key(String key) {
    return with(key);
  }

  SpecPath index(int index) {
    return with(index);
  }

  private SpecPath with(Object segment) {
    List<Object> longer = new ArrayList<>(segments);
    longer.add(segment);
    return new SpecPath(longer);
  }

  SpecPath parent() {
    return new SpecPath(segments.subList(0, segments.size() - 1));
  }

  boolean isRoot() {
    return segments.isEmpty();
  }

  boolean startsWith(SpecPath other) {
    return segments.size() >= other.segments.size()
        && segments.subList(0, other.segments.size()).equals(other.segments);
  }

  /** Reads the form that {@link #toString()} writes; empty where the text is not a path. */
  static Optional<SpecPath> parse(String text) {
    List<Object> segments = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '[') {
        int end = closing(text, at);
        if (end < 0) {
          return Optional.empty();
        }
        String inside = text.substring(at + 1, end);
        if (inside.startsWith("\"")) {
          segments.add(unescape(inside.substring(1, inside.length() - 1)));
        } else if (inside.matches("[0-9]{1,9}")) {
          segments.add(Integer.valueOf(inside));
        } else {
          return Optional.empty();
        }
        at = end + 1;
      } else {
        int end = at;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
          end++;
        }
        if (end == at) {
          return Optional.empty();
        }
        segments.add(text.substring(at, end));
        at = end;
      }
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        if (at == text.length()) {
          return Optional.empty();
        }
      }
    }
    return segments.isEmpty() ? Optional.empty() : Optional.of(new SpecPath(segments));
  }

  private static int closing(String text, int open) {
    if (!text.startsWith("[\"", open)) {
      return text.indexOf(']', open);
    }
    for (int i = open + 2; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith("\"]", i)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static String unescape(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Object segment : segments) {
      if (segment instanceof Integer index) {
        text.append('[').append(index).append(']');
      } else {
        String key = (String) segment;
        if (PLAIN.matcher(key).matches()) {
          text.append(text.isEmpty() ? "" : ".").append(key);
        } else {
          String escaped = key.replace("\\", "\\\\").replace("\"", "\\\"");
          text.append("[\"").append(escaped).append("\"]");
        }
      }
    }
    return text.toString();
  }
}
