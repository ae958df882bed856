#!/bin/sh
# Trains the tokenizer of Hymba Nano. Needs spm_train (Debian: sentencepiece).
# Usage: tokenizer.sh CORPUS OUTPUT_DIRECTORY. From a fresh clone, two commands make src/Hymba.Nano/Model/tokenizer.model again, to the byte:
#   dotnet run -c Release --project src/Hymba.Cli -- nano-data --corpus --out corpus.txt
#   sh src/Hymba.Training/Data/tokenizer.sh corpus.txt src/Hymba.Nano/Model
set -eu
corpus=$(realpath "$1")
output=$(realpath "$2")

# The model records the names of its input and output, so they must be the same everywhere.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$corpus" "$work/corpus.txt"
mkdir "$work/m"
cd "$work"
spm_train --input=corpus.txt --model_prefix=m/tokenizer --model_type=bpe --vocab_size=4095 --byte_fallback=true \
  --split_digits=true --split_by_unicode_script=false --split_by_number=true --split_by_whitespace=true --max_sentencepiece_length=24 \
  --normalization_rule_name=identity --add_dummy_prefix=true --remove_extra_whitespaces=false --character_coverage=1.0 \
  --unk_id=0 --bos_id=1 --eos_id=2 --pad_id=-1 --num_threads=1
mv m/tokenizer.model "$output/tokenizer.model"
