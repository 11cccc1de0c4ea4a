import { test } from 'vitest';

test('the Pile has 825 GB', () => undefined);
