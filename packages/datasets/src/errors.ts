/** A corpus cannot be given: its name is unknown, its package is missing or differs from what is pinned. */
export class DatasetError extends Error {
  override name = 'DatasetError';
}
