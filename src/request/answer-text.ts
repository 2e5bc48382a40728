/** Counts the text that resolvers make for one answer, so that none is made beyond what an answer may hold. */
export type AnswerText = {
  /** Counts a text before it is made. False once the answer has no room for it, and for every text after that. */
  fits(length: number): boolean;
  /** True once a text did not fit: the answer is refused. */
  isFull(): boolean;
};

/** Room for `maximum` characters, each of which is a byte at least. */
export function answerText(maximum: number): AnswerText {
  let left = maximum;
  return {
    fits(length) {
      left -= length;
      return left >= 0;
    },
    isFull: () => left < 0,
  };
}
