/** A picture that cannot be made as asked; the message is for who asked. */
export class PictureError extends Error {
  readonly code: 'badRequest' | 'notFound' | 'tooLarge';
  constructor(code: PictureError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
