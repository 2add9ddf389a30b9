package dev.lethe.training.trainer;

import ai.djl.Device;
import ai.djl.nn.Parameter;
import ai.djl.training.TrainingConfig;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.listener.DivergenceCheckTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.PairList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user's configuration without the listener that takes a training loss that it cannot see for a
 * divergence. It is among DJL's defaults; what it looks for ends a private training anyway.
 */
record PublicConfig(TrainingConfig config) implements TrainingConfig {
  private static final Logger LOG = LoggerFactory.getLogger(PublicConfig.class);

  @Override
  public List<TrainingListener> getTrainingListeners() {
    List<TrainingListener> all = config.getTrainingListeners();
    List<TrainingListener> kept =
        all.stream().filter(l -> !(l instanceof DivergenceCheckTrainingListener)).toList();
    if (kept.size() < all.size()) {
      LOG.info(
          "DivergenceCheckTrainingListener is left out: the training loss is private. Parameters"
              + " that are not finite end the training by themselves");
    }
    return kept;
  }

  @Override
  public Device[] getDevices() {
    return config.getDevices();
  }

  @Override
  public PairList<Initializer, Predicate<Parameter>> getInitializers() {
    return config.getInitializers();
  }

  @Override
  public Optimizer getOptimizer() {
    return config.getOptimizer();
  }

  @Override
  public Loss getLossFunction() {
    return config.getLossFunction();
  }

  @Override
  public ExecutorService getExecutorService() {
    return config.getExecutorService();
  }

  @Override
  public List<Evaluator> getEvaluators() {
    return config.getEvaluators();
  }
}
