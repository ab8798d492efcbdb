/**
 * Keeps the last value made for each key, and gives it again while all it was made from is the very
 * same. It saves work and changes no answer: the inputs must be all that the value depends on.
 */
export class Kept<Key extends WeakKey, Value> {
  readonly #last = new WeakMap<Key, { inputs: readonly unknown[]; value: Value }>();

  /** Inputs are compared by identity, text and numbers by value. */
  of(key: Key, inputs: readonly unknown[], make: () => Value): Value {
    const last = this.#last.get(key);
    const isSame =
      last?.inputs.length === inputs.length &&
      last.inputs.every((input, index) => Object.is(input, inputs[index]));
    if (isSame) return last.value;
    const value = make();
    this.#last.set(key, { inputs, value });
    return value;
  }
}
