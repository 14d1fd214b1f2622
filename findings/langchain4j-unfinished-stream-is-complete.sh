#!/usr/bin/env bash
# Guess: LangChain4j's streaming chat model calls `onError` if an answer ends without a `finish_reason`, or holds an error
#   event, and only a connection that breaks off is hard to tell from an end.
# Truth: the broken connection is the only one that it notices. A stream that ends too early, and one that says "The server
#   had an error" and ends, both call `onCompleteResponse` with the half text; the finish reason is null there, and so is
#   the token usage. And although the server speaks plain HTTP, each request offers to upgrade to HTTP/2 (`upgrade: h2c`,
#   `http2-settings`), which the JDK's HTTP client does unless it is told not to: a proxy sees a hop-by-hop header there.
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
      <groupId>dev.langchain4j</groupId>
      <artifactId>langchain4j-open-ai</artifactId>
      <version>1.19.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=jars

cat > Finding.java <<'JAVA'
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

public class Finding {
  static final String HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  static final String HELLO =
      "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
          + "\"delta\":{\"role\":\"assistant\",\"content\":\"Sell \"},\"finish_reason\":null}]}\n\n";
  static final String ERROR =
      "data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";

  static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  /** Answers one request with those bytes, closes the connection, and returns the request's head. */
  static CompletableFuture<String> serve(ServerSocket server, String answer) {
    return CompletableFuture.supplyAsync(() -> {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.read());
        String length = head.toString().toLowerCase().replaceAll("(?s).*content-length: (\\d+).*", "$1");
        in.readNBytes(Integer.parseInt(length));
        OutputStream out = socket.getOutputStream();
        out.write(answer.getBytes());
        return head.toString().toLowerCase();
      } catch (Exception error) {
        throw new IllegalStateException(error);
      }
    });
  }

  public static void main(String[] arguments) throws Exception {
    String jar = OpenAiStreamingChatModel.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    System.out.println("java " + System.getProperty("java.version") + ", " + jar.replaceAll(".*/", ""));
    String end = "0\r\n\r\n";
    String[][] cases = {
      {"ends early", HEAD + chunk(HELLO) + end},
      {"error event", HEAD + chunk(HELLO) + chunk(ERROR) + end},
      {"breaks off", HEAD + chunk(HELLO)},
    };
    for (String[] each : cases) {
      ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      CompletableFuture<String> asked = serve(server, each[1]);
      CompletableFuture<String> came = new CompletableFuture<>();
      OpenAiStreamingChatModel.builder()
          .baseUrl("http://127.0.0.1:" + server.getLocalPort() + "/v1")
          .apiKey("k")
          .modelName("m")
          .build()
          .chat("Advise me", new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
              came.complete("complete, \"" + response.aiMessage().text() + "\", finish reason " + response.finishReason()
                  + ", usage " + response.tokenUsage());
            }

            @Override
            public void onError(Throwable error) {
              came.complete("an error");
            }
          });
      System.out.println(each[0] + ": " + came.get());
      asked.get().lines()
          .filter(line -> line.matches("(connection|upgrade): .*"))
          .forEach(line -> System.out.println("  " + line));
    }
    System.exit(0);
  }
}
JAVA

java -cp 'jars/*' Finding.java 2> log.txt | tee seen.txt
grep -qxF 'ends early: complete, "Sell ", finish reason null, usage null' seen.txt
grep -qxF 'error event: complete, "Sell ", finish reason null, usage null' seen.txt
grep -qxF 'breaks off: an error' seen.txt
[ "$(grep -cxF '  upgrade: h2c' seen.txt)" = 3 ]
