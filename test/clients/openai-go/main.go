// What an application does with openai-go. Arguments: the base URL and the backend. Prints what came of each step as one
// JSON object; a step that failed is an object with "error".
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
)

type outcome map[string]any

var (
	client  openai.Client
	backend string
)

func main() {
	client = openai.NewClient(
		option.WithBaseURL(os.Args[1]),
		option.WithAPIKey(os.Getenv("TURNOUT_KEY")),
		option.WithMaxRetries(0),
	)
	backend = os.Args[2]
	report := map[string]map[string]outcome{
		"chat": run(map[string]func() (outcome, error){
			"text":                  chatText("text"),
			"streamed":              chatStreamed("text"),
			"usageInEach":           chatStreamed("usage-in-each"),
			"usageInFinish":         chatStreamed("usage-in-finish"),
			"tools":                 chatTools("text-and-call", wholeChat),
			"streamedTools":         chatTools("text-and-call", streamChat),
			"parallelTools":         chatTools("parallel", wholeChat),
			"streamedParallelTools": chatTools("parallel", streamChat),
			"failed":                chatText("bad-request"),
			"streamedFailed":        chatStreamed("bad-request"),
			"cut":                   chatStreamed("cut"),
			"errorInStream":         chatStreamed("error-in-stream"),
			"aborted":               chatAborted,
		}),
		"responses": run(map[string]func() (outcome, error){
			"text":                  responsesText("text"),
			"streamed":              responsesStreamed("text"),
			"tools":                 responsesTools("text-and-call", wholeResponse),
			"streamedTools":         responsesTools("text-and-call", streamResponse),
			"parallelTools":         responsesTools("parallel", wholeResponse),
			"streamedParallelTools": responsesTools("parallel", streamResponse),
			"failed":                responsesText("bad-request"),
			"streamedFailed":        responsesStreamed("bad-request"),
			"cut":                   responsesStreamed("cut"),
			"errorInStream":         responsesStreamed("error-in-stream"),
			"aborted":               responsesAborted,
		}),
	}
	printed, err := json.Marshal(map[string]any{"version": version(), "report": report})
	if err != nil {
		panic(err)
	}
	fmt.Println(string(printed))
}

func run(steps map[string]func() (outcome, error)) map[string]outcome {
	came := map[string]outcome{}
	for name, step := range steps {
		result, err := step()
		if err != nil {
			told := outcome{"message": err.Error()}
			// Its text is only the status.
			var failure *openai.Error
			if errors.As(err, &failure) {
				told = outcome{"message": failure.Message, "status": failure.StatusCode}
			}
			result = outcome{"error": told}
		}
		came[name] = result
	}
	return came
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/openai/openai-go/v3" {
			return module.Version
		}
	}
	return ""
}

func modelOf(scenario string) string { return backend + ":" + scenario }

var parameters = map[string]any{
	"type":                 "object",
	"properties":           map[string]any{"city": map[string]any{"type": "string"}},
	"required":             []string{"city"},
	"additionalProperties": false,
}
var nothing = map[string]any{"type": "object", "properties": map[string]any{}, "additionalProperties": false}

func use(name, arguments string) (string, error) {
	if name == "clock" {
		return "noon", nil
	}
	var given struct{ City string }
	err := json.Unmarshal([]byte(arguments), &given)
	return "sunny in " + given.City, err
}

// Chat completions.

func chatAsk(scenario string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    modelOf(scenario),
		Messages: []openai.ChatCompletionMessageParamUnion{openai.SystemMessage("Be brief."), openai.UserMessage("Hello")},
	}
}

func wholeChat(ask openai.ChatCompletionNewParams) (*openai.ChatCompletion, error) {
	return client.Chat.Completions.New(context.Background(), ask)
}

func streamChat(ask openai.ChatCompletionNewParams) (*openai.ChatCompletion, error) {
	ask.StreamOptions.IncludeUsage = openai.Bool(true)
	stream := client.Chat.Completions.NewStreaming(context.Background(), ask)
	defer stream.Close()
	whole := openai.ChatCompletionAccumulator{}
	for stream.Next() {
		if !whole.AddChunk(stream.Current()) {
			return nil, errors.New("the accumulator does not take a chunk")
		}
	}
	return &whole.ChatCompletion, stream.Err()
}

func chatTold(answer *openai.ChatCompletion, err error) (outcome, error) {
	if err != nil {
		return nil, err
	}
	if len(answer.Choices) == 0 {
		return nil, errors.New("no choices")
	}
	choice := answer.Choices[0]
	return outcome{
		"text":   choice.Message.Content,
		"input":  answer.Usage.PromptTokens,
		"output": answer.Usage.CompletionTokens,
	}, nil
}

func chatText(scenario string) func() (outcome, error) {
	return func() (outcome, error) { return chatTold(wholeChat(chatAsk(scenario))) }
}

func chatStreamed(scenario string) func() (outcome, error) {
	return func() (outcome, error) { return chatTold(streamChat(chatAsk(scenario))) }
}

func chatTools(
	scenario string,
	answered func(openai.ChatCompletionNewParams) (*openai.ChatCompletion, error),
) func() (outcome, error) {
	return func() (outcome, error) {
		ask := chatAsk(scenario)
		ask.Tools = []openai.ChatCompletionToolUnionParam{
			openai.ChatCompletionFunctionTool(openai.FunctionDefinitionParam{Name: "weather", Parameters: parameters}),
			openai.ChatCompletionFunctionTool(openai.FunctionDefinitionParam{Name: "clock", Parameters: nothing}),
		}
		first, err := answered(ask)
		if err != nil {
			return nil, err
		}
		message := first.Choices[0].Message
		ask.Messages = append(ask.Messages, message.ToParam())
		for _, call := range message.ToolCalls {
			result, err := use(call.Function.Name, call.Function.Arguments)
			if err != nil {
				return nil, err
			}
			ask.Messages = append(ask.Messages, openai.ToolMessage(result, call.ID))
		}
		second, err := answered(ask)
		if err != nil {
			return nil, err
		}
		return outcome{"calls": len(message.ToolCalls), "text": second.Choices[0].Message.Content}, nil
	}
}

func chatAborted() (outcome, error) {
	leaving, leave := context.WithCancel(context.Background())
	defer leave()
	stream := client.Chat.Completions.NewStreaming(leaving, chatAsk("stall"))
	text := ""
	for stream.Next() {
		for _, choice := range stream.Current().Choices {
			text += choice.Delta.Content
		}
		if text != "" {
			leave()
		}
	}
	if !errors.Is(stream.Err(), context.Canceled) {
		return nil, fmt.Errorf("it ended with %v", stream.Err())
	}
	return outcome{"text": text}, nil
}

// Responses.

func responsesAsk(scenario string) responses.ResponseNewParams {
	return responses.ResponseNewParams{
		Model:        modelOf(scenario),
		Instructions: openai.String("Be brief."),
		Input: responses.ResponseNewParamsInputUnion{OfInputItemList: responses.ResponseInputParam{
			responses.ResponseInputItemParamOfMessage("Hello", responses.EasyInputMessageRoleUser),
		}},
		Store: openai.Bool(false),
	}
}

func wholeResponse(ask responses.ResponseNewParams) (*responses.Response, error) {
	return client.Responses.New(context.Background(), ask)
}

func streamResponse(ask responses.ResponseNewParams) (*responses.Response, error) {
	stream := client.Responses.NewStreaming(context.Background(), ask)
	defer stream.Close()
	for stream.Next() {
		switch event := stream.Current().AsAny().(type) {
		case responses.ResponseCompletedEvent:
			return &event.Response, nil
		case responses.ResponseFailedEvent:
			return nil, errors.New(event.Response.Error.Message)
		case responses.ResponseErrorEvent:
			return nil, errors.New(event.Message)
		}
	}
	if stream.Err() != nil {
		return nil, stream.Err()
	}
	return nil, errors.New("it ended too early")
}

func responsesTold(answer *responses.Response, err error) (outcome, error) {
	if err != nil {
		return nil, err
	}
	return outcome{
		"text":   answer.OutputText(),
		"input":  answer.Usage.InputTokens,
		"output": answer.Usage.OutputTokens,
	}, nil
}

func responsesText(scenario string) func() (outcome, error) {
	return func() (outcome, error) { return responsesTold(wholeResponse(responsesAsk(scenario))) }
}

func responsesStreamed(scenario string) func() (outcome, error) {
	return func() (outcome, error) { return responsesTold(streamResponse(responsesAsk(scenario))) }
}

func responsesTools(
	scenario string,
	answered func(responses.ResponseNewParams) (*responses.Response, error),
) func() (outcome, error) {
	return func() (outcome, error) {
		ask := responsesAsk(scenario)
		ask.Tools = []responses.ToolUnionParam{
			responses.ToolParamOfFunction("weather", parameters, true),
			responses.ToolParamOfFunction("clock", nothing, true),
		}
		first, err := answered(ask)
		if err != nil {
			return nil, err
		}
		calls := 0
		items := ask.Input.OfInputItemList
		for _, item := range first.Output {
			items = append(items, responses.ResponseInputItemUnionParam{})
			if call, is := item.AsAny().(responses.ResponseFunctionToolCall); is {
				calls++
				result, err := use(call.Name, call.Arguments)
				if err != nil {
					return nil, err
				}
				items[len(items)-1] = responses.ResponseInputItemParamOfFunctionCall(call.Arguments, call.CallID, call.Name)
				output := responses.ResponseInputItemParamOfFunctionCallOutput(result)
				output.OfFunctionCallOutput.CallID = openai.String(call.CallID)
				items = append(items, output)
				continue
			}
			message := item.AsMessage().ToParam()
			items[len(items)-1].OfOutputMessage = &message
		}
		ask.Input.OfInputItemList = items
		second, err := answered(ask)
		if err != nil {
			return nil, err
		}
		return outcome{"calls": calls, "text": second.OutputText()}, nil
	}
}

func responsesAborted() (outcome, error) {
	leaving, leave := context.WithCancel(context.Background())
	defer leave()
	stream := client.Responses.NewStreaming(leaving, responsesAsk("stall"))
	text := ""
	for stream.Next() {
		if event, is := stream.Current().AsAny().(responses.ResponseTextDeltaEvent); is {
			text += event.Delta
			leave()
		}
	}
	if !errors.Is(stream.Err(), context.Canceled) {
		return nil, fmt.Errorf("it ended with %v", stream.Err())
	}
	return outcome{"text": text}, nil
}
