/** Raw bytes: a token, a pre-token, a file. */
export type Bytes = Uint8Array;
