package dev.lethe.data.read;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Data that cannot be used, with the place and the remedy.
 *
 * <p>The message may follow from private rows: it is for the operator's terminal, never for a
 * released file. Values of cells are never part of it.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Place place;
  private final String remedy;

  /**
   * @param place where
   * @param problem what is wrong, without a full stop
   * @param remedy what to do about it, a sentence
   */
  public DataException(Place place, String problem, String remedy) {
    super(place.text() + ": " + problem + ". " + remedy);
    this.place = place;
    this.remedy = remedy;
  }

  /** As the other constructor, with what led to it. */
  public DataException(Place place, String problem, String remedy, Throwable cause) {
    this(place, problem, remedy);
    initCause(cause);
  }

  /** Where. */
  public Place place() {
    return place;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  /**
   * Where a problem is.
   *
   * @param file the file or source
   * @param line line in the unpacked text, from 1
   * @param column column by name
   */
  public record Place(String file, OptionalLong line, Optional<String> column) {

    /** The whole file. */
    public static Place of(String file) {
      return new Place(file, OptionalLong.empty(), Optional.empty());
    }

    /** A line of it. */
    public Place line(long number) {
      return new Place(file, OptionalLong.of(number), column);
    }

    /** A column of it. */
    public Place column(String name) {
      return new Place(file, line, Optional.of(name));
    }

    String text() {
      StringBuilder text = new StringBuilder(file);
      line.ifPresent(n -> text.append(", line ").append(n));
      column.ifPresent(c -> text.append(", column '").append(c).append('\''));
      return text.toString();
    }
  }
}
