package dev.lethe.crypto;

/**
 * Whoever holds this token may read the bytes of a secret key. It protects nothing at run time: it
 * makes every place that takes secret bytes out of their keeper visible to a search for this name.
 */
public final class SecretKeyAccess {
  private static final SecretKeyAccess TOKEN = new SecretKeyAccess();

  private SecretKeyAccess() {}

  /** The token; call it only where secret bytes truly have to leave their keeper. */
  public static SecretKeyAccess granted() {
    return TOKEN;
  }
}
