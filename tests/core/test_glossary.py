"""Every name of Keras, of a rule or of an outcome that can stand on a page has its sentence, and no sentence is left over."""

from core import glossary
from core.glossary import HYPERPARAMETERS, OUTCOMES, QUANTITIES, WORDS, hyperparameter_said, outcome_said
from core.hyperparameters import known, schedules_of
from core.rules import RULES
from core.rules.lines import lines_of, memory_of
from core.theory import findings


def test_every_hyperparameter_has_a_sentence():
    settable = {name for each in RULES for schedule in schedules_of(each) for name in known(each, schedule)}
    assert set(HYPERPARAMETERS) == settable
    assert "direction" in hyperparameter_said("beta_1", "lion")
    assert hyperparameter_said("beta_1", "adam") == HYPERPARAMETERS["beta_1"]


def test_every_outcome_has_a_sentence():
    assert set(OUTCOMES) == set(findings.WORDS)
    assert outcome_said("left the map") == OUTCOMES["left the domain"]


def test_all_that_a_rule_remembers_has_a_sentence_and_no_other_names_have_but_what_its_lines_give():
    forms = [form for rule in RULES.values() for form in (rule.update, *(c.update for c in rule.conventions.values()))]
    remembered = {name for form in forms for name in memory_of(form)}
    lines = {line.target for form in forms for line in lines_of(form)}
    assert remembered <= set(QUANTITIES)
    assert set(QUANTITIES) <= remembered | lines | {"gradient"}


def test_a_sentence_is_one_sentence():
    for said in (WORDS, OUTCOMES, HYPERPARAMETERS, QUANTITIES, glossary._OF_ITS_OWN):
        for sentence in said.values():
            assert sentence[0].isupper() or sentence.split()[0] in QUANTITIES
            assert sentence.endswith(".")
            assert ". " not in sentence
            assert len(sentence) < 160
