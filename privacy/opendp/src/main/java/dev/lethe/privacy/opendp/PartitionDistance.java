package dev.lethe.privacy.opendp;

/**
 * How far two datasets in partitions are apart.
 *
 * @param partitions how many partitions differ at most
 * @param total the distance over all partitions together
 * @param perPartition the distance within one partition at most
 */
public record PartitionDistance<T>(long partitions, T total, T perPartition) {}
