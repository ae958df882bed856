#pragma warning disable
using System.Text.Json;
namespace Hymba.Inference { public sealed class InvalidOptionsException : HymbaException { public InvalidOptionsException(IReadOnlyList<string> e) : base(string.Join(';', e)) {} } }
namespace Hymba.Inference.Sampling {
 public sealed record SamplingOptions { }
 public sealed record TokenChoice(int Id);
 internal sealed class Sampler { public Sampler(SamplingOptions o, int v, int[] prompt) {} public ulong? Seed => null;
  public TokenChoice Next(Span<float> l) { int b=0; for (int i=1;i<l.Length;i++) if (l[i]>l[b]) b=i; return new TokenChoice(b);} }
}
namespace Hymba.Inference.Text {
 internal sealed class StreamingDetokenizer { public StreamingDetokenizer(HymbaTokenizer t) {} public string Append(int i)=>""; public string Flush()=>""; }
 internal sealed class StopSequenceMatcher { public StopSequenceMatcher(IReadOnlyList<string> s) {} public string? Matched; public string Append(string s)=>s; public string Flush()=>""; }
}
namespace Hymba.Inference.Checkpoint {
 internal enum SafetensorsDtype { F32, F16, BF16 }
 internal sealed record SafetensorsEntry(string Name, SafetensorsDtype Dtype, long[] Shape, long Offset, long ByteLength);
 internal sealed class SafetensorsFile : IDisposable {
  byte[] d; public Dictionary<string,SafetensorsEntry> Entries = new();
  public static SafetensorsFile Open(string p) { var f = new SafetensorsFile(); f.d = File.ReadAllBytes(p); int n=(int)BitConverter.ToInt64(f.d,0);
   foreach (var e in JsonDocument.Parse(f.d.AsMemory(8,n)).RootElement.EnumerateObject()) { if (e.Name=="__metadata__") continue; var o=e.Value.GetProperty("data_offsets"); long a=o[0].GetInt64(), b=o[1].GetInt64();
    f.Entries[e.Name]=new(e.Name, Enum.Parse<SafetensorsDtype>(e.Value.GetProperty("dtype").GetString()!), e.Value.GetProperty("shape").EnumerateArray().Select(x=>x.GetInt64()).ToArray(), 8+n+a, b-a); } return f; }
  public void Read(SafetensorsEntry e, Span<byte> s) => d.AsSpan((int)e.Offset,(int)e.ByteLength).CopyTo(s);
  public void Dispose() {}
 }
 internal sealed class CheckpointDirectory : IDisposable {
  SafetensorsFile f; public Model.HymbaConfig Config; public long WeightBytes, ParameterCount;
  public static CheckpointDirectory Open(string d) => new() { f=SafetensorsFile.Open(Path.Combine(d,"model.safetensors")), Config=HymbaConfigReader.Read(Path.Combine(d,"config.json")) };
  public SafetensorsEntry Entry(string n)=>f.Entries[n]; public void Read(string n, Span<byte> s)=>f.Read(Entry(n),s); public void Dispose(){}
 }
 internal static class HymbaConfigReader { public static Model.HymbaConfig Read(string p) { var j=JsonDocument.Parse(File.ReadAllText(p)).RootElement; int I(string k)=>j.GetProperty(k).GetInt32(); int[] A(JsonElement e)=>e.EnumerateArray().Select(x=>x.GetInt32()).ToArray();
  return new Model.HymbaConfig { HiddenSize=I("hidden_size"),LayerCount=I("num_hidden_layers"),QueryHeads=I("num_attention_heads"),KeyValueHeads=I("num_key_value_heads"),InnerExpansion=2,StateSize=I("mamba_d_state"),ConvKernel=I("mamba_d_conv"),TimeStepRank=I("mamba_dt_rank"),HasConvBias=true,HasInnerNorms=true,MemoryTokens=I("num_memory_tokens"),SlidingWindow=I("sliding_window"),MlpSize=I("intermediate_size"),MlpActivation=Model.MlpActivation.Silu,VocabularySize=I("vocab_size"),TiedHead=true,NormEpsilon=j.GetProperty("rms_norm_eps").GetDouble(),RopeTheta=j.GetProperty("rope_theta").GetDouble(),RopeKind=Model.RopeKind.Ntk,MaxPositions=I("max_position_embeddings"),OriginalMaxPositions=I("orig_max_position_embeddings"),GlobalLayers=A(j.GetProperty("global_attn_idx")),KeyValueGroups=j.GetProperty("kv_reuse_group").EnumerateArray().Select(x=>(IReadOnlyList<int>)A(x)).ToArray(),BosTokenId=1,EosTokenIds=[2],TorchDtype="float32" }; } }
}
