package dev.lethe.report;

/**
 * A number, bound or vocabulary that was taken as public knowledge.
 *
 * @param name what it is, for example {@code population}
 * @param value its value as text
 * @param source its public source, as declared by the operator
 */
public record PublicFigure(String name, String value, String source) {
  /** The name under which the population stands; its value is plain digits. */
  public static final String POPULATION = "population";

  public PublicFigure {
    Require.text("name", name);
    Require.text("source", source);
  }
}
