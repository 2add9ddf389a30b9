//! Calls an OpenDP C function by its number in the generated table.

use super::functions::{ABI, FUNCTIONS};
use super::unpack;
use crate::boundary::{guarded, Failure, Outcome};
use crate::EXTERNS;
use jni::objects::{JClass, JLongArray, JObjectArray, JString};
use jni::sys::{jboolean, jint, jlong, jstring};
use jni::JNIEnv;
use std::ffi::{c_char, c_void, CString};
use std::ptr;

/// The arguments of one call: a word each, where a text is an index into `texts`, or negative for none.
pub struct Arguments {
    words: Vec<i64>,
    texts: Vec<CString>,
}

impl Arguments {
    pub fn pointer(&self, index: usize) -> *mut c_void {
        self.words[index] as *mut c_void
    }

    pub fn f64(&self, index: usize) -> f64 {
        f64::from_bits(self.words[index] as u64)
    }

    pub fn usize(&self, index: usize) -> usize {
        self.words[index] as usize
    }

    pub fn u32(&self, index: usize) -> u32 {
        self.words[index] as u32
    }

    pub fn bool(&self, index: usize) -> u8 {
        u8::from(self.words[index] != 0)
    }

    pub fn text(&self, index: usize) -> *const c_char {
        usize::try_from(self.words[index])
            .ok()
            .and_then(|text| self.texts.get(text))
            .map_or(ptr::null(), |text| text.as_ptr())
    }
}

fn arguments(env: &mut JNIEnv, words: &JLongArray, texts: &JObjectArray) -> Outcome<Arguments> {
    let length = env.get_array_length(words)?;
    let mut copied = vec![0i64; usize::try_from(length).unwrap_or(0)];
    env.get_long_array_region(words, 0, &mut copied)?;
    let mut strings = Vec::new();
    if !texts.is_null() {
        for index in 0..env.get_array_length(texts)? {
            let element = env.get_object_array_element(texts, index)?;
            let text: String = env.get_string(&JString::from(element))?.into();
            strings.push(
                CString::new(text)
                    .map_err(|_| Failure::new("FFI", "a text holds a NUL character"))?,
            );
        }
    }
    Ok(Arguments {
        words: copied,
        texts: strings,
    })
}

fn invoke(
    env: &mut JNIEnv,
    function: jint,
    words: &JLongArray,
    texts: &JObjectArray,
) -> Outcome<*mut c_void> {
    let (count, run) = usize::try_from(function)
        .ok()
        .and_then(|index| FUNCTIONS.get(index))
        .ok_or_else(|| Failure::new("FFI", format!("no function has the number {function}")))?;
    let arguments = arguments(env, words, texts)?;
    if arguments.words.len() != *count {
        return Err(Failure::new(
            "FFI",
            format!(
                "{count} arguments are needed, not {}",
                arguments.words.len()
            ),
        ));
    }
    unpack(run(&arguments))
}

/// What tells this library's table and externs from those of any other build.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_NativeLibrary_abi<'a>(
    _env: JNIEnv<'a>,
    _class: JClass<'a>,
) -> jlong {
    ABI ^ (EXTERNS << 32)
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_call<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    function: jint,
    words: JLongArray<'a>,
    texts: JObjectArray<'a>,
) -> jlong {
    guarded(&mut env, |env| {
        Ok(invoke(env, function, &words, &texts)? as jlong)
    })
}

/// Calls a function of one pointer and nothing else, without an array to copy.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_callOne<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    function: jint,
    first: jlong,
) -> jlong {
    guarded(&mut env, |_| few(function, &[first]))
}

/// Calls a function of two pointers and nothing else, without an array to copy.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_callTwo<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    function: jint,
    first: jlong,
    second: jlong,
) -> jlong {
    guarded(&mut env, |_| few(function, &[first, second]))
}

fn few(function: jint, words: &[i64]) -> Outcome<jlong> {
    match usize::try_from(function)
        .ok()
        .and_then(|index| FUNCTIONS.get(index))
    {
        Some((count, run)) if *count == words.len() => {
            let arguments = Arguments {
                words: words.to_vec(),
                texts: Vec::new(),
            };
            Ok(unpack(run(&arguments))? as jlong)
        }
        _ => Err(Failure::new(
            "FFI",
            format!("function {function} has other arguments"),
        )),
    }
}

/// Calls a function that returns a text, and frees OpenDP's copy.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_callText<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    function: jint,
    words: JLongArray<'a>,
    texts: JObjectArray<'a>,
) -> jstring {
    let text = guarded(&mut env, |env| {
        let returned = invoke(env, function, &words, &texts)? as *mut c_char;
        // SAFETY: OpenDP makes its texts with CString::into_raw and gives them away.
        let text = unsafe { CString::from_raw(returned) }
            .to_string_lossy()
            .into_owned();
        Ok(env.new_string(text)?.into_raw() as usize)
    });
    text as jstring
}

/// Calls a function that returns a boolean, and frees OpenDP's copy.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_callBoolean<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    function: jint,
    words: JLongArray<'a>,
    texts: JObjectArray<'a>,
) -> jboolean {
    guarded(&mut env, |env| {
        let returned = invoke(env, function, &words, &texts)? as *mut u8;
        // SAFETY: OpenDP boxes the byte and gives it away.
        Ok(jboolean::from(unsafe { *Box::from_raw(returned) } != 0))
    })
}
