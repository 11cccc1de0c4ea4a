export const decoding = {};
