// What a request is answered with, before it is written.

export interface Reply {
  code: number;
  /** JSON, or text for what is not an object. */
  body: object | string;
  /** Overrides the type that follows from the body's form. */
  contentType?: string;
  /** For the `Warning` header. */
  warnings?: readonly string[];
}
