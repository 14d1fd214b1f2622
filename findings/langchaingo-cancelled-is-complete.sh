#!/usr/bin/env bash
# Guess: `GenerateContent` of langchaingo returns `context.Canceled` if the context ends in the middle of a stream, and an
#   error if the stream holds one: functions that take a context report its end.
# Truth: neither. A context that ends while the answer streams gives a nil error and the half answer, and only an empty stop
#   reason tells that it is half. An `error` event inside the stream counts as an event without choices and is passed over,
#   with the same result. Only a connection that breaks off is an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export GOTOOLCHAIN=local GOFLAGS=-mod=mod
go mod init finding 2> log.txt
go get github.com/tmc/langchaingo@v0.1.14 2>> log.txt

cat > main.go <<'GO'
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/debug"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"
)

const chunk = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[%s]}` + "\n\n"
const hello = `{"index":0,"delta":{"role":"assistant","content":"Sell "},"finish_reason":null}`
const failure = `data: {"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}` + "\n\n"

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		var asked struct{ Model string }
		body, _ := io.ReadAll(request.Body)
		_ = json.Unmarshal(body, &asked)
		answer.Header().Set("content-type", "text/event-stream")
		fmt.Fprintf(answer, chunk, hello)
		answer.(http.Flusher).Flush()
		switch asked.Model {
		case "cancelled":
			<-request.Context().Done()
		case "error":
			fmt.Fprint(answer, failure)
		case "broken":
			panic(http.ErrAbortHandler)
		}
	}))
	defer server.Close()

	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/tmc/langchaingo" {
			fmt.Println(runtime.Version(), module.Path, module.Version)
		}
	}
	for _, name := range []string{"cancelled", "error", "broken"} {
		model, err := openai.New(openai.WithBaseURL(server.URL), openai.WithToken("k"), openai.WithModel(name))
		if err != nil {
			panic(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		answer, err := model.GenerateContent(ctx,
			[]llms.MessageContent{llms.TextParts(llms.ChatMessageTypeHuman, "Advise me")},
			llms.WithStreamingFunc(func(context.Context, []byte) error {
				if name == "cancelled" {
					cancel()
				}
				return nil
			}))
		cancel()
		if err != nil {
			fmt.Printf("%s: an error\n", name)
			continue
		}
		fmt.Printf("%s: no error, %q, stop reason %q\n", name, answer.Choices[0].Content, answer.Choices[0].StopReason)
	}
}
GO

go mod tidy 2>> log.txt
go run . | tee seen.txt
[ "$(tail -n +2 seen.txt)" = 'cancelled: no error, "Sell ", stop reason ""
error: no error, "Sell ", stop reason ""
broken: an error' ]
