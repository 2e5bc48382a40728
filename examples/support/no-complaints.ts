import { afterEach, beforeEach, expect, vi } from 'vitest';

// Clients tell on the console what they cannot merge, match or show.
const complaints: string[] = [];

beforeEach(() => {
  complaints.length = 0;
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void complaints.push(words.map(String).join(' ')));
  }
});

afterEach(() => expect(complaints).toEqual([]));
