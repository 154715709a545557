export class QuickSegmenter extends Intl.Segmenter {}
