import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

/**
 * Apache Lucene: the commands and the protocol of peer.py.
 *
 * <p>One segment, the query cache off, BM25 as it comes. The best k are asked for with a total-hits threshold of k, so
 * that blocks are skipped as soon as there are k hits; with an exact count, none is.
 */
public class LucenePeer {
  static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    Map<String, String> options = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--step")) continue;
      if (arguments[i].equals("--no-positions")) {
        options.put("no-positions", "");
        continue;
      }
      if (arguments[i].startsWith("--")) options.put(arguments[i].substring(2), arguments[++i]);
      else names.add(arguments[i]);
    }
    if (names.get(0).equals("index")) index(Path.of(names.get(1)), Path.of(names.get(2)), !options.containsKey("no-positions"));
    else new LucenePeer(Path.of(names.get(1)), Path.of(names.get(2)), options).serve();
  }

  static String version() {
    return "Lucene " + Version.LATEST + ", Java " + System.getProperty("java.version");
  }

  static void index(Path corpus, Path folder, boolean positions) throws IOException {
    Files.createDirectories(folder);
    IndexWriterConfig config = new IndexWriterConfig(new StandardAnalyzer());
    config.setRAMBufferSizeMB(1024).setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    StoredField identifier = new StoredField("id", "");
    FieldType type = new FieldType(TextField.TYPE_NOT_STORED);
    if (!positions) type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    Field text = new Field("text", "", type);
    Document document = new Document();
    document.add(identifier);
    document.add(text);
    try (IndexWriter writer = new IndexWriter(new MMapDirectory(folder), config);
        BufferedReader lines = Files.newBufferedReader(corpus)) {
      for (String line; (line = lines.readLine()) != null; ) {
        JsonNode article = JSON.readTree(line);
        identifier.setStringValue(article.path("id").asText());
        text.setStringValue(article.path("title").asText("") + " " + article.path("body").asText(""));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    System.out.println(JSON.writeValueAsString(Map.of("version", version())));
  }

  /** A query in one mode, and its times in nanoseconds. */
  static final class Stopwatch {
    final int number;
    final Query query;
    long[] times = new long[16];
    int count;
    long spent;
    Object result;

    Stopwatch(int number, Query query) {
      this.number = number;
      this.query = query;
    }

    void add(long time) {
      if (count == times.length) times = Arrays.copyOf(times, 2 * count);
      times[count++] = time;
      spent += time;
    }
  }

  final List<String> lines = new ArrayList<>();
  final Map<String, List<Stopwatch>> watches = new LinkedHashMap<>();
  final IndexSearcher searcher;
  final double warmup, budget, openMilliseconds;
  final int top;
  final Path out;

  LucenePeer(Path folder, Path queries, Map<String, String> options) throws IOException {
    warmup = Double.parseDouble(options.getOrDefault("warmup", "5")) * 1e9;
    budget = Double.parseDouble(options.getOrDefault("budget-ms", "3000")) * 1e6;
    top = Integer.parseInt(options.getOrDefault("top", "10"));
    out = Path.of(options.get("out"));
    IndexSearcher.setDefaultQueryCache(null);
    long start = System.nanoTime();
    searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(folder)));
    openMilliseconds = (System.nanoTime() - start) * 1e-6;
    for (String line : Files.readAllLines(queries)) if (!line.isEmpty() && !line.startsWith("#")) lines.add(line);
    for (String mode : options.getOrDefault("modes", "TOP_10,TOP_100,TOP_10_COUNT,COUNT").split(",")) {
      List<Stopwatch> list = new ArrayList<>();
      for (String line : lines) list.add(new Stopwatch(list.size(), parse(line.substring(line.indexOf('\t') + 1))));
      Collections.shuffle(list, new Random(7));
      watches.put(mode, list);
    }
  }

  static Query parse(String text) {
    List<Query> queries = new ArrayList<>();
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    Matcher matcher = Pattern.compile("(\\+?)(?:\"([^\"]+)\"|([^\\s\"]+))").matcher(text);
    while (matcher.find()) {
      String[] words = (matcher.group(2) == null ? matcher.group(3) : matcher.group(2)).trim().split(" +");
      Query query = words.length == 1 ? new TermQuery(new Term("text", words[0])) : new PhraseQuery("text", words);
      queries.add(query);
      all.add(query, matcher.group(1).isEmpty() ? Occur.SHOULD : Occur.MUST);
    }
    return queries.size() == 1 ? queries.get(0) : all.build();
  }

  Object search(Query query, String mode) throws IOException {
    switch (mode) {
      case "COUNT":
        return searcher.count(query);
      case "TOP_10_COUNT":
        return searcher.search(query, TopScoreDocCollector.createSharedManager(10, null, Integer.MAX_VALUE));
      default:
        int limit = Integer.parseInt(mode.substring(4));
        return searcher.search(query, TopScoreDocCollector.createSharedManager(limit, null, limit));
    }
  }

  void serve() throws IOException {
    System.out.println("OPEN");
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = input.readLine()) != null && !line.startsWith("END"); System.out.println("DONE")) {
      String mode = line.substring(line.indexOf(' ') + 1);
      if (line.startsWith("WARM")) warm(mode);
      else round(mode);
      System.gc();
    }
    Files.writeString(out, JSON.writeValueAsString(results()));
  }

  void warm(String mode) throws IOException {
    long start = System.nanoTime();
    for (Stopwatch watch : watches.get(mode)) {
      long begin = System.nanoTime();
      watch.result = search(watch.query, mode);
      watch.spent = System.nanoTime() - begin;
    }
    while (System.nanoTime() - start < warmup)
      for (Stopwatch watch : watches.get(mode))
        if (watch.spent < budget / 20) watch.result = search(watch.query, mode);
  }

  void round(String mode) throws IOException {
    for (Stopwatch watch : watches.get(mode)) {
      if (watch.count >= 3 && watch.spent > budget) continue;
      long begin = System.nanoTime();
      watch.result = search(watch.query, mode);
      watch.add(System.nanoTime() - begin);
    }
  }

  ObjectNode results() throws IOException {
    ObjectNode report = JSON.createObjectNode();
    report.put("version", version()).put("open_ms", openMilliseconds).put("peak_rss_mb", peakMemory());
    ArrayNode results = report.putArray("results");
    for (String mode : watches.keySet()) {
      List<Stopwatch> list = watches.get(mode);
      list.sort(Comparator.comparingInt(watch -> watch.number));
      for (Stopwatch watch : list) if (watch.count > 0) add(watch, mode, results.addObject());
    }
    return report;
  }

  void add(Stopwatch watch, String mode, ObjectNode result) throws IOException {
    String[] line = lines.get(watch.number).split("\t", 2);
    long[] times = Arrays.copyOf(watch.times, watch.count);
    Arrays.sort(times);
    result.put("class", line[0]).put("query", line[1]).put("mode", mode);
    result.put("min_us", times[0] / 1e3).put("rounds", times.length);
    result.put("median_us", (times[(times.length - 1) / 2] + times[times.length / 2]) / 2e3);
    ArrayNode hits = JSON.createArrayNode();
    if (mode.equals("COUNT")) {
      result.put("count", (Integer) watch.result);
    } else {
      TopDocs found = (TopDocs) watch.result;
      if (mode.equals("TOP_10_COUNT")) result.put("count", found.totalHits.value);
      else result.putNull("count");
      for (int i = 0; i < Math.min(top, found.scoreDocs.length); i++) {
        ScoreDoc hit = found.scoreDocs[i];
        hits.addArray().add(searcher.storedFields().document(hit.doc).get("id")).add(hit.score);
      }
    }
    result.set("top", hits);
  }

  static double peakMemory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith("VmHWM")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    return 0;
  }
}
