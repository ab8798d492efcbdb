// Reading `text/event-stream`; knows nothing of Services.

export interface StreamEvent {
  readonly id: string | undefined;
  readonly data: string;
}

/** Events of a text, as it arrives in pieces that may break anywhere. */
export function createEventParser(onEvent: (event: StreamEvent) => void): (text: string) => void {
  let rest = '';
  let id: string | undefined;
  let data: string[] = [];
  const readLine = (line: string): void => {
    if (line === '') {
      if (data.length > 0) onEvent({ id, data: data.join('\n') });
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') id = value;
    if (field === 'data') data.push(value);
  };
  return (text) => {
    const whole = rest + text;
    // A lone CR may be the first half of CRLF: wait for what follows it.
    const usable = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    const lines = usable.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + whole.slice(usable.length);
    for (const line of lines) readLine(line);
  };
}

/** Reads a body to its end; ends early, without error, when `signal` aborts the fetch behind it. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createEventParser(onEvent);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parse(decoder.decode(value, { stream: true }));
  }
}
