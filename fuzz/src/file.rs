//! A file of any kind, as it is uploaded.
#![cfg_attr(feature = "fuzzer", no_main)]

libfuzzer_sys::fuzz_target!(init: fuzz::forgive_libraries(), |bytes: &[u8]| {
    fuzz::read(bytes.to_vec());
});

#[cfg(not(feature = "fuzzer"))]
fn main() {}
