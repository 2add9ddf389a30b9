package dev.lethe.privacy.event;

/**
 * A trial repeated a random, hidden number of times, of which only the best by its own private
 * score is released (Liu and Talwar 2019; Papernot and Steinke 2022).
 *
 * @param trial one trial with everything it learned, its score included
 * @param trials the law of the number of trials
 */
public record SelectedBest(PrivacyEvent trial, TrialCount trials) implements PrivacyEvent {}
