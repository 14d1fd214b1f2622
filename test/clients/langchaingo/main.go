// What an application does with langchaingo. Arguments: the base URL and the backend. Prints what came of each step as one
// JSON object; a step that failed is an object with "error".
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"
)

type outcome map[string]any

func main() {
	steps := map[string]func() (outcome, error){
		"text":                  asked("text"),
		"streamed":              asked("text", streaming(nothing)),
		"usageInEach":           asked("usage-in-each", streaming(nothing)),
		"headsAgain":            looped("heads-again", streaming(nothing)),
		"noIndex":               looped("no-index", streaming(nothing)),
		"tools":                 looped("text-and-call"),
		"streamedTools":         looped("text-and-call", streaming(nothing)),
		"parallelTools":         looped("parallel"),
		"streamedParallelTools": looped("parallel", streaming(nothing)),
		"interleavedTools":      looped("interleaved", streaming(nothing)),
		"failed":                asked("bad-request"),
		"streamedFailed":        asked("bad-request", streaming(nothing)),
		"cut":                   asked("cut", streaming(nothing)),
		"errorInStream":         asked("error-in-stream", streaming(nothing)),
		"aborted":               aborted,
	}
	report := map[string]outcome{}
	for name, step := range steps {
		result, err := step()
		if err != nil {
			result = outcome{"error": outcome{"message": err.Error()}}
		}
		report[name] = result
	}
	printed, err := json.Marshal(outcome{"version": version(), "report": outcome{"chat": report}})
	if err != nil {
		panic(err)
	}
	fmt.Println(string(printed))
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/tmc/langchaingo" {
			return module.Version
		}
	}
	return ""
}

// The tools in the order in which they are offered.
var tools = []llms.Tool{
	{Type: "function", Function: &llms.FunctionDefinition{
		Name:        "weather",
		Description: "Tells the weather of a city",
		Parameters: map[string]any{
			"type":       "object",
			"properties": map[string]any{"city": map[string]any{"type": "string"}},
			"required":   []string{"city"},
		},
	}},
	{Type: "function", Function: &llms.FunctionDefinition{
		Name:        "clock",
		Description: "Tells the time",
		Parameters:  map[string]any{"type": "object", "properties": map[string]any{}},
	}},
}

func use(call *llms.FunctionCall) (string, error) {
	if call.Name == "clock" {
		return "noon", nil
	}
	var given struct{ City string }
	if err := json.Unmarshal([]byte(call.Arguments), &given); err != nil {
		return "", fmt.Errorf("%s: %w", call.Arguments, err)
	}
	return "sunny in " + given.City, nil
}

func streaming(each func(chunk []byte)) llms.CallOption {
	return llms.WithStreamingFunc(func(_ context.Context, chunk []byte) error {
		each(chunk)
		return nil
	})
}

func nothing([]byte) {}

var messages = []llms.MessageContent{
	llms.TextParts(llms.ChatMessageTypeSystem, "Be brief."),
	llms.TextParts(llms.ChatMessageTypeHuman, "Hello"),
}

func ask(
	ctx context.Context,
	scenario string,
	messages []llms.MessageContent,
	options ...llms.CallOption,
) (*llms.ContentChoice, error) {
	model, err := openai.New(
		openai.WithBaseURL(os.Args[1]),
		openai.WithToken(os.Getenv("TURNOUT_KEY")),
		openai.WithModel(os.Args[2]+":"+scenario),
	)
	if err != nil {
		return nil, err
	}
	answer, err := model.GenerateContent(ctx, messages, options...)
	if err != nil {
		return nil, err
	}
	return answer.Choices[0], nil
}

func asked(scenario string, options ...llms.CallOption) func() (outcome, error) {
	return func() (outcome, error) {
		choice, err := ask(context.Background(), scenario, messages, options...)
		if err != nil {
			return nil, err
		}
		return outcome{
			"text":   choice.Content,
			"input":  choice.GenerationInfo["PromptTokens"],
			"output": choice.GenerationInfo["CompletionTokens"],
		}, nil
	}
}

// The loop that its agents run.
func looped(scenario string, options ...llms.CallOption) func() (outcome, error) {
	return func() (outcome, error) {
		options := append([]llms.CallOption{llms.WithTools(tools)}, options...)
		first, err := ask(context.Background(), scenario, messages, options...)
		if err != nil {
			return nil, err
		}
		said := llms.MessageContent{Role: llms.ChatMessageTypeAI}
		if first.Content != "" {
			said.Parts = append(said.Parts, llms.TextPart(first.Content))
		}
		results := []llms.MessageContent{}
		for _, call := range first.ToolCalls {
			said.Parts = append(said.Parts, call)
			result, err := use(call.FunctionCall)
			if err != nil {
				return nil, err
			}
			told := llms.ToolCallResponse{ToolCallID: call.ID, Name: call.FunctionCall.Name, Content: result}
			results = append(results, llms.MessageContent{Role: llms.ChatMessageTypeTool, Parts: []llms.ContentPart{told}})
		}
		conversation := append(append(append([]llms.MessageContent{}, messages...), said), results...)
		second, err := ask(context.Background(), scenario, conversation, options...)
		if err != nil {
			return nil, err
		}
		return outcome{"calls": len(first.ToolCalls), "text": second.Content}, nil
	}
}

func aborted() (outcome, error) {
	leaving, leave := context.WithCancel(context.Background())
	defer leave()
	text := ""
	_, err := ask(leaving, "stall", messages, streaming(func(chunk []byte) {
		if len(chunk) > 0 && text == "" {
			text = string(chunk)
			leave()
		}
	}))
	// It takes what it has by then for the whole answer.
	return outcome{"text": text}, err
}
