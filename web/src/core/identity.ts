/** Whether two spellings are the same word, as the server decides it: letter case and white space do not matter. */
export function wordKey(word: string): string {
    const spaced = word.trim().split(/\s+/).join(" ");
    // Up after down: so "ß" is "ss", and both forms of a small sigma are one.
    return spaced.normalize("NFD").toLowerCase().toUpperCase().normalize("NFC");
}
