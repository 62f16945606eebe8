"""The judgement that the questions share: the opened dataset, the rules, a finding and its words."""
