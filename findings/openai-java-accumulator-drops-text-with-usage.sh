#!/usr/bin/env bash
# Guess: openai-java's ChatCompletionAccumulator takes `usage` from whatever chunk brings it, and the choices of that chunk
#   as those of any other. Its type for a chunk has both.
# Truth: a chunk with usage is taken for the last one, and nothing but its usage is read. Where a server sends the usage
#   with the finish reason, as several do, the finish reason is lost and the accumulator throws at the end ("`choices` is
#   required"), although all the text was there. Where each chunk has the running total, nothing at all is left. The same
#   chunks, read one by one without the accumulator, are complete.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>0</version>
  <dependencies>
    <dependency>
      <groupId>com.openai</groupId>
      <artifactId>openai-java</artifactId>
      <version>4.101.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=jars

cat > Finding.java <<'JAVA'
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public class Finding {
  static final String USAGE = ",\"usage\":{\"prompt_tokens\":25,\"completion_tokens\":12,\"total_tokens\":37}";

  static String chunk(String choices, String usage) {
    return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":["
        + choices + "]" + usage + "}\n\n";
  }

  public static void main(String[] arguments) throws Exception {
    String hello = "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":null}";
    String stop = "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}";
    String done = "data: [DONE]\n\n";
    Map<String, String> streams = new TreeMap<>(Map.of(
        "a chunk of its own", chunk(hello, "") + chunk(stop, "") + chunk("", USAGE) + done,
        "with the finish", chunk(hello, "") + chunk(stop, USAGE) + done,
        "with each chunk", chunk(hello, USAGE) + chunk(stop, USAGE) + done));
    String jar = OpenAIClient.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    System.out.println("java " + System.getProperty("java.version") + ", " + jar.replaceAll(".*/", ""));
    for (Map.Entry<String, String> each : streams.entrySet()) {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(each.getValue().getBytes());
        exchange.close();
      });
      server.start();
      OpenAIClient client =
          OpenAIOkHttpClient.builder().baseUrl("http://127.0.0.1:" + server.getAddress().getPort()).apiKey("k").build();
      ChatCompletionCreateParams ask = ChatCompletionCreateParams.builder().model("m").addUserMessage("Hello").build();
      List<ChatCompletionChunk> chunks;
      try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(ask)) {
        chunks = stream.stream().toList();
      }
      StringBuilder read = new StringBuilder();
      for (ChatCompletionChunk one : chunks)
        one.choices().forEach(choice -> choice.delta().content().ifPresent(read::append));
      String accumulated;
      try {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        chunks.forEach(whole::accumulate);
        accumulated = whole.chatCompletion().choices().get(0).message().content().orElse("nothing");
      } catch (IllegalStateException error) {
        accumulated = error.getMessage();
      }
      System.out.println("usage " + each.getKey() + ": read " + read + ", accumulated " + accumulated);
      client.close();
      server.stop(0);
    }
    System.exit(0);
  }
}
JAVA

java -cp 'jars/*' Finding.java 2> log.txt | tee seen.txt
grep -qxF 'usage a chunk of its own: read Hello, accumulated Hello' seen.txt
grep -qxF 'usage with each chunk: read Hello, accumulated `id` is required, but was not set' seen.txt
grep -qxF 'usage with the finish: read Hello, accumulated `choices` is required, but was not set' seen.txt
