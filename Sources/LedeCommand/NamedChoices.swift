public import ArgumentParser
public import Lede
public import RankingEvaluation
public import Retrieval

// What the façade and the evaluation offer by name is taken by the same name as an argument.
extension StoredLevel: ExpressibleByArgument {}
extension SearchOrder: ExpressibleByArgument {}
extension QueryLanguage: ExpressibleByArgument {}
extension FacetField: ExpressibleByArgument {}
extension Topic.Part: ExpressibleByArgument {}
extension FeedbackModel.Method: ExpressibleByArgument {}
