package dev.lethe.spec;

/**
 * The private profile that bounds or vocabularies of a spec were taken from.
 *
 * @param run the profile's run in the ledger of the same dataset id
 * @param report SHA-256 of its report, in hexadecimal
 */
public record ProfileOrigin(String run, String report) {}
