package dev.lethe.spec;

/**
 * @param signWith the name of the key that signs the report
 */
public record ReportSpec(String signWith) {}
