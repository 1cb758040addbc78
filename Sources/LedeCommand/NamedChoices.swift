public import ArgumentParser
public import Lede
public import Retrieval

// What the façade offers by name is taken by the same name as an argument.
extension StoredLevel: ExpressibleByArgument {}
extension SearchOrder: ExpressibleByArgument {}
extension QueryLanguage: ExpressibleByArgument {}
extension FacetField: ExpressibleByArgument {}
extension FeedbackModel.Method: ExpressibleByArgument {}
