#!/bin/sh
# Trains the tokenizer of Hymba Nano. Needs spm_train (Debian: sentencepiece).
# Usage: tokenizer.sh CORPUS OUTPUT_DIRECTORY. From a fresh clone, two commands make src/Hymba.Nano/Model/tokenizer.model again, to the byte:
#   dotnet run -c Release --project src/Hymba.Cli -- nano-data --corpus --out corpus.txt
#   sh src/Hymba.Training/Data/tokenizer.sh corpus.txt src/Hymba.Nano/Model
set -eu
spm_train --input="$1" --model_prefix="$2/tokenizer" --model_type=bpe --vocab_size=4095 --byte_fallback=true \
  --split_digits=true --split_by_unicode_script=false --split_by_number=true --split_by_whitespace=true --max_sentencepiece_length=24 \
  --normalization_rule_name=identity --add_dummy_prefix=true --remove_extra_whitespaces=false --character_coverage=1.0 \
  --unk_id=0 --bos_id=1 --eos_id=2 --pad_id=-1 --num_threads=1
rm -f "$2/tokenizer.vocab"
