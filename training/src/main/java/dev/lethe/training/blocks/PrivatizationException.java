package dev.lethe.training.blocks;

/** A block that cannot be trained with a bound on what one record changes; says where and why. */
public final class PrivatizationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PrivatizationException(String path, String problem, String remedy) {
    super(path + ": " + problem + ". " + remedy);
  }
}
