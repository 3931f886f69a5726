"""A decision tree and a random forest over the numbers of a pair."""

from __future__ import annotations

from .pair_ranker import ClassifyingRanker, PairClassifier


class DecisionTree(ClassifyingRanker):
    """CART (Breiman et al. 1984) by scikit-learn. All pairs in a leaf tie."""

    name = "decision_tree"

    def _classifier(self) -> PairClassifier:
        from sklearn.tree import DecisionTreeClassifier

        found: PairClassifier = DecisionTreeClassifier(min_samples_leaf=60, random_state=self._seed)
        return found


class RandomForest(ClassifyingRanker):
    """Random forest (Breiman 2001) by scikit-learn."""

    name = "random_forest"

    def _classifier(self) -> PairClassifier:
        from sklearn.ensemble import RandomForestClassifier

        found: PairClassifier = RandomForestClassifier(
            n_estimators=50,
            criterion="log_loss",
            min_samples_leaf=30,
            max_features=0.5,
            random_state=self._seed,
            n_jobs=1,
        )
        return found
