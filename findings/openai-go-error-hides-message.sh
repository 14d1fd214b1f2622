#!/usr/bin/env bash
# Guess: the text of an error of openai-go, as it ends up in a log by `err.Error()` or `%+v`, has the message of the server:
#   "Rate limit reached, try again in 20 s" is what an operator looks for.
# Truth: it is only "OpenAI API error: 429 Too Many Requests", whatever the verb, and so is that of errors that wrap it. The
#   message is in a field (`Message`), behind `errors.As`. An error inside a stream is the other way round: it is no such
#   error, and its text is the server's JSON. So the same failure can be read in the log or not, depending on when it came.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export GOTOOLCHAIN=local GOFLAGS=-mod=mod
go mod init finding 2> log.txt
go get github.com/openai/openai-go/v3@v3.98.0 2>> log.txt

cat > main.go <<'GO'
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

const message = "Rate limit reached, try again in 20 s"
const failure = `{"error":{"message":"` + message + `","type":"requests","param":null,"code":"rate_limit_exceeded"}}`
const chunk = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}` + "\n\n"

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if request.Header.Get("x-when") == "stream" {
			answer.Header().Set("content-type", "text/event-stream")
			fmt.Fprint(answer, chunk, "data: ", failure, "\n\n")
			return
		}
		answer.Header().Set("content-type", "application/json")
		answer.WriteHeader(429)
		fmt.Fprint(answer, failure)
	}))
	defer server.Close()

	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/openai/openai-go/v3" {
			fmt.Println(runtime.Version(), module.Path, module.Version)
		}
	}
	for _, when := range []string{"head", "stream"} {
		client := openai.NewClient(option.WithBaseURL(server.URL), option.WithAPIKey("k"), option.WithMaxRetries(0),
			option.WithHeader("x-when", when))
		stream := client.Chat.Completions.NewStreaming(context.Background(), openai.ChatCompletionNewParams{
			Model:    "m",
			Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("Hello")},
		})
		for stream.Next() {
		}
		err := fmt.Errorf("wrapped: %w", stream.Err())
		var failure *openai.Error
		is := errors.As(err, &failure)
		told := strings.Contains(err.Error(), message) || strings.Contains(fmt.Sprintf("%+v %#v", err, failure), message)
		fmt.Printf("%s: is *openai.Error %v, message in its text %v, in its field %v\n",
			when, is, told, is && failure.Message == message)
		fmt.Println(" ", err)
	}
}
GO

go mod tidy 2>> log.txt
go run . | tee seen.txt
grep -qxF 'head: is *openai.Error true, message in its text false, in its field true' seen.txt
grep -qxF '  wrapped: OpenAI API error: 429 Too Many Requests' seen.txt
grep -qxF 'stream: is *openai.Error false, message in its text true, in its field false' seen.txt
