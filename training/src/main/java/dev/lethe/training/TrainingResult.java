package dev.lethe.training;

/**
 * What a run leaves behind. The ledger's range is the ledger's to give, once the run is finished
 * there.
 *
 * @param model the model, whole or partial; its digest is {@link TrainedModel#digest()}
 * @param runId the ledger's id of the run
 * @param stepsDone steps the model has taken
 * @param stepsPlanned steps of the plan
 * @param stepsCharged steps the ledger has charged, at least {@code stepsDone}
 * @param facts the constants used
 */
public record TrainingResult(
    TrainedModel model,
    String runId,
    long stepsDone,
    long stepsPlanned,
    long stepsCharged,
    TrainingFacts facts) {}
