import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What an application does with LangChain4j. Arguments: the base URL and the backend. Prints what came of each step as one
 * JSON object; a step that failed is an object with "error".
 */
public class Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = System.getenv("TURNOUT_KEY");
  /** After so many seconds it is certain that nobody calls the handler any more. */
  private static final int SILENCE = 20;

  private static final List<ToolSpecification> TOOLS =
      List.of(
          ToolSpecification.builder()
              .name("weather")
              .description("Tells the weather of a city")
              .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
              .build(),
          ToolSpecification.builder()
              .name("clock")
              .description("Tells the time")
              .parameters(JsonObjectSchema.builder().build())
              .build());

  private final Function<String, ChatModel> whole;
  private final Function<String, StreamingChatModel> streaming;

  private Client(Function<String, ChatModel> whole, Function<String, StreamingChatModel> streaming) {
    this.whole = whole;
    this.streaming = streaming;
  }

  public static void main(String[] arguments) throws Exception {
    String baseUrl = arguments[0];
    String backend = arguments[1] + ":";
    Client chat =
        new Client(
            scenario ->
                OpenAiChatModel.builder().baseUrl(baseUrl).apiKey(KEY).maxRetries(0).modelName(backend + scenario).build(),
            scenario ->
                OpenAiStreamingChatModel.builder().baseUrl(baseUrl).apiKey(KEY).modelName(backend + scenario).build());
    Client responses =
        new Client(
            scenario ->
                OpenAiResponsesChatModel.builder()
                    .baseUrl(baseUrl)
                    .apiKey(KEY)
                    .modelName(backend + scenario)
                    .build(),
            scenario ->
                OpenAiResponsesStreamingChatModel.builder()
                    .baseUrl(baseUrl)
                    .apiKey(KEY)
                    .modelName(backend + scenario)
                    .build());
    Map<String, Object> report = Map.of("chat", chat.steps(), "responses", responses.steps());
    String file = OpenAiChatModel.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    // Bytes, for a text would be in the machine's encoding.
    System.out.write(JSON.writeValueAsBytes(Map.of("version", file.replaceAll(".*-|\\.jar$", ""), "report", report)));
    System.out.flush();
    // Its HTTP client's threads would keep the process for a while.
    System.exit(0);
  }

  private interface Asking {
    ChatResponse answer(String scenario, ChatRequest request) throws Exception;
  }

  private Map<String, Object> steps() {
    Map<String, Object> came = new LinkedHashMap<>();
    step(came, "text", () -> told("text", this::whole));
    step(came, "streamed", () -> told("text", this::streamed));
    step(came, "usageInEach", () -> told("usage-in-each", this::streamed));
    step(came, "tools", () -> looped("text-and-call", this::whole));
    step(came, "streamedTools", () -> looped("text-and-call", this::streamed));
    step(came, "parallelTools", () -> looped("parallel", this::whole));
    step(came, "streamedParallelTools", () -> looped("parallel", this::streamed));
    step(came, "interleavedTools", () -> looped("interleaved", this::streamed));
    step(came, "failed", () -> told("bad-request", this::whole));
    step(came, "streamedFailed", () -> told("bad-request", this::streamed));
    step(came, "cut", () -> told("cut", this::streamed));
    step(came, "errorInStream", () -> told("error-in-stream", this::streamed));
    step(came, "aborted", this::aborted);
    return came;
  }

  private static void step(Map<String, Object> came, String name, Callable<Object> run) {
    try {
      came.put(name, run.call());
    } catch (Exception thrown) {
      Throwable error = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
      Map<String, Object> told =
          Map.of("name", error.getClass().getSimpleName(), "message", String.valueOf(error.getMessage()));
      came.put(name, Map.of("error", told));
    }
  }

  private static List<ChatMessage> greeting() {
    return new ArrayList<>(List.of(SystemMessage.from("Be brief."), UserMessage.from("Hello")));
  }

  private ChatResponse whole(String scenario, ChatRequest request) {
    return whole.apply(scenario).chat(request);
  }

  private ChatResponse streamed(String scenario, ChatRequest request) throws Exception {
    CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    streaming
        .apply(scenario)
        .chat(
            request,
            new StreamingChatResponseHandler() {
              @Override
              public void onCompleteResponse(ChatResponse response) {
                answer.complete(response);
              }

              @Override
              public void onError(Throwable error) {
                answer.completeExceptionally(error);
              }
            });
    return answer.get(SILENCE, TimeUnit.SECONDS);
  }

  private static Object told(String scenario, Asking asking) throws Exception {
    ChatResponse answer = asking.answer(scenario, ChatRequest.builder().messages(greeting()).build());
    Map<String, Object> came = new LinkedHashMap<>();
    came.put("text", answer.aiMessage().text());
    came.put("input", answer.tokenUsage() == null ? null : answer.tokenUsage().inputTokenCount());
    came.put("output", answer.tokenUsage() == null ? null : answer.tokenUsage().outputTokenCount());
    return came;
  }

  /** The loop that its AI services run. */
  private static Object looped(String scenario, Asking asking) throws Exception {
    List<ChatMessage> messages = greeting();
    ChatResponse first =
        asking.answer(scenario, ChatRequest.builder().messages(messages).toolSpecifications(TOOLS).build());
    List<ToolExecutionRequest> calls = first.aiMessage().toolExecutionRequests();
    messages.add(first.aiMessage());
    for (ToolExecutionRequest call : calls) {
      String result = "noon";
      if (call.name().equals("weather")) result = "sunny in " + JSON.readTree(call.arguments()).get("city").asText();
      messages.add(ToolExecutionResultMessage.from(call, result));
    }
    ChatResponse second =
        asking.answer(scenario, ChatRequest.builder().messages(messages).toolSpecifications(TOOLS).build());
    return Map.of("calls", calls.size(), "text", second.aiMessage().text());
  }

  private Object aborted() throws Exception {
    CompletableFuture<String> text = new CompletableFuture<>();
    streaming
        .apply("stall")
        .chat(
            ChatRequest.builder().messages(greeting()).build(),
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
                context.streamingHandle().cancel();
                text.complete(partial.text());
              }

              @Override
              public void onCompleteResponse(ChatResponse response) {
                text.completeExceptionally(new IllegalStateException("it is complete"));
              }

              @Override
              public void onError(Throwable error) {
                text.completeExceptionally(error);
              }
            });
    return Map.of("text", text.get(SILENCE, TimeUnit.SECONDS));
  }
}
