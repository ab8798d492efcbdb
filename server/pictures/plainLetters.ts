// A font whose letters do not depend on their neighbours. By its feature `calt` Inter writes the x
// between digits as a multiplication sign, and Pod names are made of such letters; the renderer takes no
// `font-variant` and applies the feature to all text. So its tag is made one that nobody asks for.

// Tags are four letters as a number.
const contextual = 0x63_61_6c_74; // calt
const unasked = 0x6e_6f_6e_65; // none
const substitutions = 0x47_53_55_42; // GSUB

/** A copy of the font (TrueType or OpenType); one without the feature comes back as it was. */
export function plainLetters(font: Uint8Array): Uint8Array<ArrayBuffer> {
  const plain = new Uint8Array(font);
  const view = new DataView(plain.buffer);
  for (const place of featureTags(view)) {
    if (view.getUint32(place) === contextual) view.setUint32(place, unasked);
  }
  return plain;
}

/** Where the tags of the features that replace glyphs stand (OpenType: GSUB, FeatureList). */
function featureTags(view: DataView): number[] {
  const table = tablePlace(view, substitutions);
  if (table === undefined) return [];
  const list = table + view.getUint16(table + 6);
  const count = view.getUint16(list);
  return Array.from({ length: count }, (_, index) => list + 2 + index * 6);
}

function tablePlace(view: DataView, tag: number): number | undefined {
  const count = view.getUint16(4);
  const records = Array.from({ length: count }, (_, index) => 12 + index * 16);
  const record = records.find((place) => view.getUint32(place) === tag);
  return record === undefined ? undefined : view.getUint32(record + 8);
}
