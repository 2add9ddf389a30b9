package dev.lethe.report;

/** A report is not what its format says; the message names the place and what was expected. */
public final class MalformedReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedReportException(String message) {
    super(message);
  }

  public MalformedReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
