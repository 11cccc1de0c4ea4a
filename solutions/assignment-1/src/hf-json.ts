import type { Bytes } from './bytes.ts';
import { JsonNode } from './json-node.ts';
import type { BpeModel, Merge } from './model.ts';
import { patternSource, type PatternName } from './pre-tokenize.ts';
import { mergeChecker, printableParser, printableVocabulary, printer } from './printable.ts';
import { specialTokenIds } from './vocabulary.ts';
import { Tokenizer } from './tokenizer.ts';

/**
 * A model as the value of a Hugging Face `tokenizer.json`, to be written with `JSON.stringify`. Loaded by the
 * `tokenizers` library it gives the same ids.
 *
 * Splitting by the pattern and mapping bytes to printable characters are two steps there, so the second must not split
 * again (`use_regex: false`). Special tokens stand in the vocabulary too, because the library takes their ids from it.
 *
 * @throws TokenizerError if two tokens would be written alike.
 */
export function toHfJson(model: BpeModel): object {
  const print = printer();
  const added = Array.from(specialTokenIds(model.vocab.entries(), model.specialTokens), ([content, id]) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added.toSorted((a, b) => a.id - b.id),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: { Regex: patternSource(model.pattern) },
          behavior: 'Isolated',
          invert: false,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(printableVocabulary(model)),
      merges: model.merges.map(({ left, right }) => [print(left), print(right)]),
    },
  };
}

/**
 * A tokenizer from the value of a `tokenizer.json`. It encodes exactly as the file demands; a file that asks for anything
 * else than byte-level BPE with one of the two patterns is refused.
 *
 * @throws TokenizerError naming the JSON path: for unsupported features, unknown symbols, merges without tokens, ids
 * given twice.
 */
export function fromHfJson(json: unknown): Tokenizer {
  const root = new JsonNode(json);
  for (const key of ['truncation', 'padding', 'normalizer']) root.get(key).mustBe(null, undefined);
  // ByteLevel as post-processor only moves offsets. Others add tokens.
  if (!root.get('post_processor').isAbsent) root.get('post_processor').get('type').mustBe('ByteLevel');
  if (!root.get('decoder').isAbsent) root.get('decoder').get('type').mustBe('ByteLevel');

  const model = root.get('model');
  model.get('type').mustBe('BPE');
  model.get('dropout').mustBe(null, undefined, 0);
  for (const key of ['continuing_subword_prefix', 'end_of_word_suffix'])
    model.get(key).mustBe(null, undefined, '');
  for (const key of ['byte_fallback', 'ignore_merges']) model.get(key).mustBe(false, null, undefined);

  const pattern = readPattern(root.get('pre_tokenizer'));
  const added = readAddedTokens(root.get('added_tokens'));
  const vocab = readVocab(model.get('vocab'), added);
  const merges = readMerges(model.get('merges'), vocab);
  // With a token for every byte, nothing is ever unknown.
  if (
    vocab
      .values()
      .filter(({ bytes }) => bytes.length === 1)
      .toArray().length < 256
  ) {
    model.get('unk_token').mustBe(null, undefined);
  }

  const tokens = new Map(vocab.values().map(({ id, bytes }) => [id, bytes]));
  const specialTokens = [...added.keys()];
  for (const [content, id] of specialTokenIds(tokens, specialTokens)) {
    const node = added.get(content)!;
    if (node.value !== id) node.fail(`but the token with id ${id} has the same bytes`);
  }
  return new Tokenizer(tokens, merges, { specialTokens, pattern });
}

/** Tokens by the text that stands for them in the file. */
type FileVocabulary = Map<string, { id: number; bytes: Bytes }>;

/** Added tokens: from their text to the node of their id. */
type AddedTokens = Map<string, JsonNode>;

/**
 * The published spellings of the two patterns. They differ in how they write the contractions, and use possessive
 * quantifiers or not; in the engines that they were written for, `\s` is `\p{White_Space}`.
 */
const SPELLINGS: Readonly<Record<PatternName, readonly string[]>> = {
  gpt2: [
    patternSource('gpt2'),
    String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
    String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
    String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s`,
  ],
  cl100k: [
    patternSource('cl100k'),
    String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
    String.raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+`,
  ],
};

function readPattern(node: JsonNode): PatternName {
  if (node.get('type').value !== 'Sequence') {
    readByteLevel(node, true);
    return 'gpt2'; // the pattern that is built into ByteLevel
  }
  const steps = node.get('pretokenizers');
  const [split, byteLevel, ...more] = steps.items();
  if (split === undefined || byteLevel === undefined || more.length > 0) {
    return steps.fail('supported: a Split followed by a ByteLevel');
  }
  split.get('type').mustBe('Split');
  // Two ways to say that the matches are the pieces. Both patterns match every character, so nothing lies between.
  if (split.get('behavior').value === 'Removed') {
    split.get('invert').mustBe(true);
  } else {
    split.get('behavior').mustBe('Isolated', 'Removed');
    split.get('invert').mustBe(false, undefined);
  }
  readByteLevel(byteLevel, false);

  const regex = split.get('pattern').get('Regex');
  const names = Object.keys(SPELLINGS) as PatternName[];
  const name = names.find((candidate) => SPELLINGS[candidate].includes(regex.string()));
  return name ?? regex.fail(`supported: the published spellings of ${names.join(' and ')}`);
}

function readByteLevel(node: JsonNode, splits: boolean): void {
  node.get('type').mustBe('ByteLevel');
  node.get('add_prefix_space').mustBe(false);
  node.get('use_regex').mustBe(...(splits ? [true, undefined] : [false]));
}

function readAddedTokens(node: JsonNode): AddedTokens {
  const added: AddedTokens = new Map();
  if (node.isAbsent) return added;
  for (const token of node.items()) {
    const content = token.get('content').string();
    if (added.has(content)) token.get('content').fail('an earlier added token has the same text');
    for (const key of ['single_word', 'lstrip', 'rstrip']) token.get(key).mustBe(false, undefined);
    token.get('id').id();
    added.set(content, token.get('id'));
  }
  return added;
}

function readVocab(node: JsonNode, added: AddedTokens): FileVocabulary {
  const parse = printableParser();
  const encoder = new TextEncoder();
  const vocab: FileVocabulary = new Map();
  const textOf = new Map<number, string>();

  function add(text: string, idNode: JsonNode, bytes: Bytes): void {
    const id = idNode.id();
    const other = textOf.get(id);
    if (other !== undefined) idNode.fail(`${JSON.stringify(other)} has the same id`);
    textOf.set(id, text);
    vocab.set(text, { id, bytes });
  }

  for (const [text, id] of node.entries()) {
    const addedId = added.get(text);
    if (addedId !== undefined && addedId.value !== id.value) {
      addedId.fail(`but ${id.path} is ${JSON.stringify(id.value)}`);
    }
    const bytes =
      addedId === undefined
        ? parse(text, (symbol) =>
            id.fail(`but the character ${JSON.stringify(symbol)} of the token stands for no byte`),
          )
        : encoder.encode(text);
    add(text, id, bytes);
  }
  for (const [text, id] of added) {
    if (!vocab.has(text)) add(text, id, encoder.encode(text));
  }
  return vocab;
}

function readMerges(node: JsonNode, vocab: FileVocabulary): Merge[] {
  const problemOf = mergeChecker(vocab);
  return node.items().map((merge) => {
    const [left, right, ...more] =
      typeof merge.value === 'string' ? merge.value.split(' ') : merge.items().map((part) => part.string());
    if (left === undefined || right === undefined || left === '' || right === '' || more.length > 0) {
      return merge.fail('expected two tokens, as "a b" or ["a", "b"]');
    }
    const problem = problemOf(left, right);
    if (problem !== undefined) merge.fail(problem);
    return { left: vocab.get(left)!.bytes, right: vocab.get(right)!.bytes };
  });
}
