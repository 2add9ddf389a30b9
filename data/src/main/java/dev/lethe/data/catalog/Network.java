package dev.lethe.data.catalog;

/** Whether datasets may be fetched from their origin. */
public enum Network {
  ALLOWED,
  OFFLINE
}
