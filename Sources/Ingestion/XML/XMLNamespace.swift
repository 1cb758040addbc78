/// The namespaces that news comes in, and the prefix that each is known by here.
enum XMLNamespace {
  /// The usual prefix of the namespace `uri`, "" for those of the news formats themselves, or nil
  /// if it is not known.
  static func prefix(of uri: String) -> String? {
    if let known = prefixes[uri] { return known }
    // Versions of one vocabulary differ only in their dates.
    if uri.hasPrefix("http://iptc.org/std/") || uri.hasPrefix("http://www.mediawiki.org/xml/export")
      || uri.hasPrefix("http://www.sitemaps.org/")
      || uri.hasPrefix("http://www.google.com/schemas/sitemap/")
    {
      return ""
    }
    return nil
  }

  private static let prefixes: [String: String] = [
    "http://www.w3.org/2005/Atom": "", "http://purl.org/atom/ns#": "",
    "https://www.w3.org/2005/Atom": "",
    "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "", "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/RSS2": "", "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/1999/xhtml": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/elements/1.0/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://search.yahoo.com/mrss/": "media", "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://wordpress.org/export/1.2/": "wp", "http://wordpress.org/export/1.2/excerpt/": "excerpt",
  ]
}
