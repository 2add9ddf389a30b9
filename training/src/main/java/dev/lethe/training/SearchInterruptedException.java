package dev.lethe.training;

/** A search was stopped: nothing of it is released, and its charge stays. */
public final class SearchInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SearchInterruptedException() {
    super("the search was stopped; nothing of it is released, and what it cost stays charged");
  }
}
