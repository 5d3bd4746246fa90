/** Bytes of a picture that may be sent in. */
export const LargestPicture = 10 * 1024 * 1024;
