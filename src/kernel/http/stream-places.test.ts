import { expect, test } from 'vitest';
import { streamPlaces } from './stream-places.ts';

test('so many for one person, so many in all; a place given back is free again', () => {
  const places = streamPlaces(2, 3);
  const back = places.take('a');
  places.take('a');
  expect(() => places.take('a')).toThrow(/too-many-requests/);
  places.take('b');
  expect(() => places.take('c')).toThrow(/too-many-requests/);
  back();
  places.take('a');
  expect(() => places.take('a')).toThrow(/too-many-requests/);
});
