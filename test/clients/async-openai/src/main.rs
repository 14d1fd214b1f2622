//! What an application does with async-openai. Arguments: the base URL and the backend. Prints what came of each step as
//! one JSON object; a step that failed is an object with `error`.
use async_openai::config::OpenAIConfig;
use async_openai::types::chat::{ChatCompletionMessageToolCallChunk, CreateChatCompletionRequest};
use async_openai::types::responses::{CreateResponse, OutputItem, Response, ResponseStreamEvent};
use async_openai::Client;
use futures::StreamExt;
use serde_json::{json, Value};

type Outcome = Result<Value, Box<dyn std::error::Error>>;

struct Application {
    client: Client<OpenAIConfig>,
    backend: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let key = std::env::var("TURNOUT_KEY").unwrap_or_default();
    let config = OpenAIConfig::new().with_api_base(&arguments[1]).with_api_key(key);
    let application = Application { client: Client::with_config(config), backend: arguments[2].clone() };
    let (mut chat, mut responses) = (json!({}), json!({}));
    for (step, scenario, streamed, tools) in [
        ("text", "text", false, false),
        ("streamed", "text", true, false),
        ("usageInEach", "usage-in-each", true, false),
        ("tools", "text-and-call", false, true),
        ("streamedTools", "text-and-call", true, true),
        ("parallelTools", "parallel", false, true),
        ("streamedParallelTools", "parallel", true, true),
        ("interleavedTools", "interleaved", true, true),
        ("failed", "bad-request", false, false),
        ("streamedFailed", "bad-request", true, false),
        ("cut", "cut", true, false),
        ("errorInStream", "error-in-stream", true, false),
    ] {
        chat[step] = told(application.chat(scenario, streamed, tools).await);
        responses[step] = told(application.responses(scenario, streamed, tools).await);
    }
    chat["aborted"] = told(application.leave_chat().await);
    responses["aborted"] = told(application.leave_responses().await);
    println!("{}", json!({ "version": version(), "report": { "chat": chat, "responses": responses } }));
}

fn told(outcome: Outcome) -> Value {
    outcome.unwrap_or_else(|error| json!({ "error": { "message": error.to_string() } }))
}

/// The version that the lock file names.
fn version() -> &'static str {
    let lock = include_str!("../Cargo.lock");
    let after = lock.split("name = \"async-openai\"\nversion = \"").nth(1).unwrap_or("");
    after.split('"').next().unwrap_or("")
}

fn result_of(name: &str, arguments: &str) -> Result<String, serde_json::Error> {
    let given: Value = serde_json::from_str(arguments)?;
    Ok(if name == "clock" { "noon".into() } else { format!("sunny in {}", given["city"].as_str().unwrap_or("")) })
}

fn schemas() -> [(&'static str, Value); 2] {
    let city = json!({ "city": { "type": "string" } });
    let schema = |properties: Value, required: &[&str]| {
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    };
    [("weather", schema(city, &["city"])), ("clock", schema(json!({}), &[]))]
}

/// A whole answer, whichever way it came.
#[derive(Default)]
struct Answer {
    text: String,
    usage: Option<(u32, u32)>,
    calls: Vec<Call>,
    /// What the next request repeats of it.
    said: Vec<Value>,
}

#[derive(Default)]
struct Call {
    id: String,
    name: String,
    arguments: String,
}

impl Answer {
    fn outcome(self) -> Value {
        json!({ "text": self.text, "input": self.usage.map(|(input, _)| input), "output": self.usage.map(|(_, output)| output) })
    }
}

impl Application {
    fn chat_ask(&self, scenario: &str, messages: &[Value], tools: bool) -> Result<CreateChatCompletionRequest, serde_json::Error> {
        let mut ask = json!({ "model": format!("{}:{scenario}", self.backend), "messages": messages });
        if tools {
            ask["tools"] = schemas()
                .map(|(name, parameters)| json!({ "type": "function", "function": { "name": name, "parameters": parameters } }))
                .into();
        }
        serde_json::from_value(ask)
    }

    async fn chat(&self, scenario: &str, streamed: bool, tools: bool) -> Outcome {
        let mut messages =
            vec![json!({ "role": "system", "content": "Be brief." }), json!({ "role": "user", "content": "Hello" })];
        let first = self.chat_answer(self.chat_ask(scenario, &messages, tools)?, streamed).await?;
        if !tools {
            return Ok(first.outcome());
        }
        let calls: Vec<Value> = first
            .calls
            .iter()
            .map(|Call { id, name, arguments }| {
                json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments } })
            })
            .collect();
        messages.push(json!({ "role": "assistant", "content": first.text, "tool_calls": calls }));
        for call in &first.calls {
            let content = result_of(&call.name, &call.arguments)?;
            messages.push(json!({ "role": "tool", "tool_call_id": call.id, "content": content }));
        }
        let second = self.chat_answer(self.chat_ask(scenario, &messages, tools)?, streamed).await?;
        Ok(json!({ "calls": first.calls.len(), "text": second.text }))
    }

    async fn chat_answer(
        &self,
        mut ask: CreateChatCompletionRequest,
        streamed: bool,
    ) -> Result<Answer, Box<dyn std::error::Error>> {
        let mut answer = Answer::default();
        if !streamed {
            let whole = serde_json::to_value(self.client.chat().create(ask).await?)?;
            let message = &whole["choices"][0]["message"];
            answer.text = message["content"].as_str().unwrap_or("").into();
            let count = |name: &str| whole["usage"][name].as_u64().unwrap_or(0) as u32;
            answer.usage = Some((count("prompt_tokens"), count("completion_tokens")));
            for call in message["tool_calls"].as_array().unwrap_or(&Vec::new()) {
                let member = |value: &Value| value.as_str().unwrap_or("").to_string();
                answer.calls.push(Call {
                    id: member(&call["id"]),
                    name: member(&call["function"]["name"]),
                    arguments: member(&call["function"]["arguments"]),
                });
            }
            return Ok(answer);
        }
        ask.stream_options = Some(serde_json::from_value(json!({ "include_usage": true }))?);
        let mut stream = self.client.chat().create_stream(ask).await?;
        while let Some(chunk) = stream.next().await {
            let chunk = chunk?;
            if let Some(usage) = chunk.usage {
                answer.usage = Some((usage.prompt_tokens, usage.completion_tokens));
            }
            for choice in chunk.choices {
                answer.text += &choice.delta.content.unwrap_or_default();
                for piece in choice.delta.tool_calls.unwrap_or_default() {
                    gather(&mut answer.calls, piece);
                }
            }
        }
        Ok(answer)
    }

    async fn leave_chat(&self) -> Outcome {
        let messages = [json!({ "role": "user", "content": "Hello" })];
        let mut stream = self.client.chat().create_stream(self.chat_ask("stall", &messages, false)?).await?;
        let mut text = String::new();
        while text.is_empty() {
            let chunk = stream.next().await.ok_or("it ended")??;
            text += chunk.choices[0].delta.content.as_deref().unwrap_or("");
        }
        drop(stream);
        // The stream lives in a task, which has to run once more to notice.
        tokio::task::yield_now().await;
        Ok(json!({ "text": text }))
    }

    fn responses_ask(&self, scenario: &str, input: &[Value], tools: bool) -> Result<CreateResponse, serde_json::Error> {
        let mut ask = json!({
            "model": format!("{}:{scenario}", self.backend),
            "instructions": "Be brief.",
            "input": input,
            "store": false,
        });
        if tools {
            ask["tools"] = schemas()
                .map(|(name, parameters)| {
                    json!({ "type": "function", "name": name, "parameters": parameters, "strict": true })
                })
                .into();
        }
        serde_json::from_value(ask)
    }

    async fn responses(&self, scenario: &str, streamed: bool, tools: bool) -> Outcome {
        let mut input = vec![json!({ "type": "message", "role": "user", "content": "Hello" })];
        let first = self.responses_answer(self.responses_ask(scenario, &input, tools)?, streamed).await?;
        if !tools {
            return Ok(first.outcome());
        }
        input.extend(first.said);
        for call in &first.calls {
            let output = result_of(&call.name, &call.arguments)?;
            input.push(json!({ "type": "function_call_output", "call_id": call.id, "output": output }));
        }
        let second = self.responses_answer(self.responses_ask(scenario, &input, tools)?, streamed).await?;
        Ok(json!({ "calls": first.calls.len(), "text": second.text }))
    }

    async fn responses_answer(
        &self,
        ask: CreateResponse,
        streamed: bool,
    ) -> Result<Answer, Box<dyn std::error::Error>> {
        if !streamed {
            return Ok(answer_of(self.client.responses().create(ask).await?)?);
        }
        let mut stream = self.client.responses().create_stream(ask).await?;
        while let Some(event) = stream.next().await {
            match event? {
                ResponseStreamEvent::ResponseCompleted(event) => return Ok(answer_of(event.response)?),
                ResponseStreamEvent::ResponseFailed(event) => {
                    return Err(event.response.error.map_or("it failed".into(), |error| error.message).into())
                }
                ResponseStreamEvent::ResponseError(event) => return Err(event.message.into()),
                _ => {}
            }
        }
        Err("it ended too early".into())
    }

    async fn leave_responses(&self) -> Outcome {
        let input = [json!({ "type": "message", "role": "user", "content": "Hello" })];
        let mut stream = self.client.responses().create_stream(self.responses_ask("stall", &input, false)?).await?;
        let mut text = String::new();
        while text.is_empty() {
            if let ResponseStreamEvent::ResponseOutputTextDelta(event) = stream.next().await.ok_or("it ended")?? {
                text += &event.delta;
            }
        }
        drop(stream);
        tokio::task::yield_now().await;
        Ok(json!({ "text": text }))
    }
}

fn gather(calls: &mut Vec<Call>, piece: ChatCompletionMessageToolCallChunk) {
    let place = piece.index as usize;
    while calls.len() <= place {
        calls.push(Call::default());
    }
    let call = &mut calls[place];
    call.id += &piece.id.unwrap_or_default();
    if let Some(function) = piece.function {
        call.name += &function.name.unwrap_or_default();
        call.arguments += &function.arguments.unwrap_or_default();
    }
}

fn answer_of(response: Response) -> Result<Answer, serde_json::Error> {
    let mut answer = Answer { text: response.output_text().unwrap_or_default(), ..Answer::default() };
    answer.usage = response.usage.map(|usage| (usage.input_tokens, usage.output_tokens));
    for item in response.output {
        answer.said.push(serde_json::to_value(&item)?);
        if let OutputItem::FunctionCall(call) = item {
            answer.calls.push(Call { id: call.call_id, name: call.name, arguments: call.arguments });
        }
    }
    Ok(answer)
}
