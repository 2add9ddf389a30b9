package dev.lethe.privacy.opendp.generator;

/** Java's spelling of OpenDP's names. */
final class JavaNames {

  private JavaNames() {}

  /** {@code makeZCdpToApproxDp} for {@code make_zCDP_to_approxDP}. */
  static String camel(String name) {
    StringBuilder java = new StringBuilder();
    for (String word : name.replace("zCDP", "zcdp").replace("DP", "Dp").split("_", -1)) {
      java.append(
          java.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return java.toString();
  }
}
