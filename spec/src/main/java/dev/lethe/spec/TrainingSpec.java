package dev.lethe.spec;

import java.util.Optional;

/**
 * What to train, on what data, under which privacy budget; everything in it is public.
 *
 * @param name the run's name
 * @param data source, label, features, privacy unit, population and split
 * @param privacy target epsilon and delta, relation, sampling and clipping
 * @param model architecture
 * @param optimizer update rule
 * @param training steps, physical batch and device
 * @param learning what is learned about the data before training
 * @param evaluation how utility is measured and whether that is charged
 * @param grant the budget that the first run of a dataset id grants, if any
 * @param report who signs
 * @param search which settings a private search varies, if it is one
 */
public record TrainingSpec(
    String name,
    DataSpec data,
    PrivacySpec privacy,
    ModelSpec model,
    OptimizerSpec optimizer,
    TrainingSettings training,
    LearningSpec learning,
    EvaluationSpec evaluation,
    Optional<BudgetGrant> grant,
    ReportSpec report,
    Optional<SearchSpec> search) {}
