import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * What an application does with openai-java. Arguments: the base URL and the backend. Prints what came of each step as one
 * JSON object; a step that failed is an object with "error".
 */
public class Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> CITY =
      Map.of(
          "type", "object",
          "properties", Map.of("city", Map.of("type", "string")),
          "required", List.of("city"),
          "additionalProperties", false);
  private static final Map<String, Object> NOTHING =
      Map.of("type", "object", "properties", Map.of(), "required", List.of(), "additionalProperties", false);

  private final OpenAIClient client;
  private final String backend;

  private Client(String baseUrl, String backend) {
    // It may send again what met a connection that was just being closed.
    this.client = OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey(System.getenv("TURNOUT_KEY")).build();
    this.backend = backend;
  }

  public static void main(String[] arguments) throws Exception {
    Client application = new Client(arguments[0], arguments[1]);
    Map<String, Object> report = Map.of("chat", application.chat(), "responses", application.responses());
    String file = OpenAIClient.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    // Bytes, for a text would be in the machine's encoding.
    System.out.write(JSON.writeValueAsBytes(Map.of("version", file.replaceAll(".*-|\\.jar$", ""), "report", report)));
    System.out.flush();
    application.client.close();
  }

  private static void step(Map<String, Object> came, String name, Callable<Object> run) {
    try {
      came.put(name, run.call());
    } catch (Exception error) {
      Map<String, Object> told = Map.of("name", error.getClass().getSimpleName(), "message", String.valueOf(error.getMessage()));
      came.put(name, Map.of("error", told));
    }
  }

  private static String use(String name, String given) throws Exception {
    return name.equals("clock") ? "noon" : "sunny in " + JSON.readTree(given).get("city").asText();
  }

  private static Map<String, Object> told(String text, long input, long output) {
    return Map.of("text", text, "input", input, "output", output);
  }

  private interface Asking<Params, Answer> {
    Answer answer(Params params);
  }

  private Map<String, Object> chat() {
    Map<String, Object> came = new LinkedHashMap<>();
    step(came, "text", () -> chatTold(wholeChat(chatAsk("text").build())));
    for (String[] each :
        new String[][] {
          {"streamed", "text"},
          {"usageInEach", "usage-in-each"},
          {"usageInFinish", "usage-in-finish"},
          {"streamedFailed", "bad-request"},
          {"cut", "cut"},
          {"errorInStream", "error-in-stream"},
        }) step(came, each[0], () -> chatTold(streamedChat(chatAsk(each[1]).build())));
    step(came, "failed", () -> chatTold(wholeChat(chatAsk("bad-request").build())));
    step(came, "tools", () -> chatTools("text-and-call", this::wholeChat));
    step(came, "streamedTools", () -> chatTools("text-and-call", this::streamedChat));
    step(came, "parallelTools", () -> chatTools("parallel", this::wholeChat));
    step(came, "streamedParallelTools", () -> chatTools("parallel", this::streamedChat));
    step(came, "aborted", this::leaveChat);
    return came;
  }

  private ChatCompletionCreateParams.Builder chatAsk(String scenario) {
    return ChatCompletionCreateParams.builder()
        .model(backend + ":" + scenario)
        .addSystemMessage("Be brief.")
        .addUserMessage("Hello");
  }

  private ChatCompletion wholeChat(ChatCompletionCreateParams ask) {
    return client.chat().completions().create(ask);
  }

  private ChatCompletion streamedChat(ChatCompletionCreateParams ask) {
    ChatCompletionStreamOptions options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(ask.toBuilder().streamOptions(options).build())) {
      stream.stream().forEach(whole::accumulate);
    }
    return whole.chatCompletion();
  }

  private static Map<String, Object> chatTold(ChatCompletion answer) {
    String text = answer.choices().get(0).message().content().orElse("");
    return answer.usage()
        .map(usage -> told(text, usage.promptTokens(), usage.completionTokens()))
        .orElse(told(text, 0, 0));
  }

  private Object chatTools(String scenario, Asking<ChatCompletionCreateParams, ChatCompletion> asking)
      throws Exception {
    ChatCompletionCreateParams.Builder ask = chatAsk(scenario);
    for (Map.Entry<String, Map<String, Object>> tool : List.of(Map.entry("weather", CITY), Map.entry("clock", NOTHING))) {
      FunctionParameters.Builder parameters = FunctionParameters.builder();
      tool.getValue().forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
      ask.addFunctionTool(FunctionDefinition.builder().name(tool.getKey()).parameters(parameters.build()).build());
    }
    ChatCompletion first = asking.answer(ask.build());
    ask.addMessage(first.choices().get(0).message());
    List<ChatCompletionMessageToolCall> calls = first.choices().get(0).message().toolCalls().orElse(List.of());
    for (ChatCompletionMessageToolCall call : calls) {
      var function = call.asFunction();
      String result = use(function.function().name(), function.function().arguments());
      ask.addMessage(ChatCompletionToolMessageParam.builder().toolCallId(function.id()).content(result).build());
    }
    String text = asking.answer(ask.build()).choices().get(0).message().content().orElse("");
    return Map.of("calls", calls.size(), "text", text);
  }

  private Object leaveChat() {
    StringBuilder text = new StringBuilder();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chatAsk("stall").build())) {
      Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
      while (text.isEmpty()) chunks.next().choices().get(0).delta().content().ifPresent(text::append);
    }
    return Map.of("text", text.toString());
  }

  private Map<String, Object> responses() {
    Map<String, Object> came = new LinkedHashMap<>();
    step(came, "text", () -> responsesTold(wholeResponse(responsesAsk("text").build())));
    for (String[] each :
        new String[][] {
          {"streamed", "text"},
          {"streamedFailed", "bad-request"},
          {"cut", "cut"},
          {"errorInStream", "error-in-stream"},
        }) step(came, each[0], () -> responsesTold(streamedResponse(responsesAsk(each[1]).build())));
    step(came, "failed", () -> responsesTold(wholeResponse(responsesAsk("bad-request").build())));
    step(came, "tools", () -> responsesTools("text-and-call", this::wholeResponse));
    step(came, "streamedTools", () -> responsesTools("text-and-call", this::streamedResponse));
    step(came, "parallelTools", () -> responsesTools("parallel", this::wholeResponse));
    step(came, "streamedParallelTools", () -> responsesTools("parallel", this::streamedResponse));
    step(came, "aborted", this::leaveResponse);
    return came;
  }

  private ResponseCreateParams.Builder responsesAsk(String scenario) {
    return ResponseCreateParams.builder()
        .model(backend + ":" + scenario)
        .instructions("Be brief.")
        .store(false)
        .inputOfResponse(List.of(greeting()));
  }

  private static ResponseInputItem greeting() {
    return ResponseInputItem.ofEasyInputMessage(
        EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content("Hello").build());
  }

  private Response wholeResponse(ResponseCreateParams ask) {
    return client.responses().create(ask);
  }

  private Response streamedResponse(ResponseCreateParams ask) {
    ResponseAccumulator whole = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(ask)) {
      stream.stream().forEach(event -> {
        whole.accumulate(event);
        event.error().ifPresent(error -> {
          throw new IllegalStateException(error.message());
        });
        event.failed().ifPresent(failed -> {
          throw new IllegalStateException(failed.response().error().map(error -> error.message()).orElse("it failed"));
        });
      });
    }
    return whole.response();
  }

  private static String textOf(Response answer) {
    return answer.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(content -> content.outputText().stream())
        .map(text -> text.text())
        .collect(Collectors.joining());
  }

  private static Map<String, Object> responsesTold(Response answer) {
    String text = textOf(answer);
    return answer.usage().map(usage -> told(text, usage.inputTokens(), usage.outputTokens())).orElse(told(text, 0, 0));
  }

  private Object responsesTools(String scenario, Asking<ResponseCreateParams, Response> asking) throws Exception {
    ResponseCreateParams.Builder ask = responsesAsk(scenario);
    for (Map.Entry<String, Map<String, Object>> tool : List.of(Map.entry("weather", CITY), Map.entry("clock", NOTHING))) {
      FunctionTool.Parameters.Builder parameters = FunctionTool.Parameters.builder();
      tool.getValue().forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
      ask.addTool(FunctionTool.builder().name(tool.getKey()).parameters(parameters.build()).strict(true).build());
    }
    Response first = asking.answer(ask.build());
    List<ResponseInputItem> input = new ArrayList<>(List.of(greeting()));
    int calls = 0;
    for (ResponseOutputItem item : first.output()) {
      item.message().ifPresent(message -> input.add(ResponseInputItem.ofResponseOutputMessage(message)));
      if (!item.isFunctionCall()) continue;
      ResponseFunctionToolCall call = item.asFunctionCall();
      calls++;
      input.add(ResponseInputItem.ofFunctionCall(call));
      String result = use(call.name(), call.arguments());
      input.add(
          ResponseInputItem.ofFunctionCallOutput(
              ResponseInputItem.FunctionCallOutput.builder().callId(call.callId()).output(result).build()));
    }
    String text = textOf(asking.answer(ask.inputOfResponse(input).build()));
    return Map.of("calls", calls, "text", text);
  }

  private Object leaveResponse() {
    StringBuilder text = new StringBuilder();
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(responsesAsk("stall").build())) {
      Iterator<ResponseStreamEvent> events = stream.stream().iterator();
      while (text.isEmpty()) events.next().outputTextDelta().ifPresent(event -> text.append(event.delta()));
    }
    return Map.of("text", text.toString());
  }
}
