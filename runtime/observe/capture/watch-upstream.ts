import type { UpstreamEvents } from "../../wire/upstream.ts";
import type { AnswerRecorder } from "./answer-recorder.ts";

/** Records an upstream's events on their way to their receiver. */
export function watchUpstream(events: UpstreamEvents, answer: AnswerRecorder): UpstreamEvents {
  let aborted = false;
  return {
    onConnect(abort) {
      events.onConnect((reason) => {
        aborted = true;
        abort(reason);
      });
    },
    onHeaders(status, headers, resume) {
      if (status >= 200) answer.head(status, headers);
      return events.onHeaders(status, headers, resume);
    },
    onData(chunk) {
      answer.data(chunk);
      return events.onData(chunk);
    },
    onComplete() {
      answer.complete();
      events.onComplete();
    },
    onError(error) {
      answer.failed(error.message, aborted);
      events.onError(error);
    },
  };
}
