//! The noise kernel as the flat externs of `dev.lethe.natives.NoiseBridge`.

use crate::boundary::{guarded, Failure, Outcome};
use jni::objects::{JByteArray, JClass, JLongArray};
use jni::sys::{jboolean, jdouble, jint, jlong, jsize, jstring};
use jni::JNIEnv;
use lethe_noise::{
    Generator, Path, RoundedGaussian, MAX_STANDARD_DEVIATION, MIN_STANDARD_DEVIATION,
};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroize;

type Source = Mutex<RoundedGaussian>;

fn generator(number: jint) -> Outcome<Generator> {
    match number {
        -1 => Ok(Generator::preferred()),
        0 => Ok(Generator::Aes256Ctr),
        1 => Ok(Generator::ChaCha20),
        _ => Err(Failure::new("Noise", format!("no generator {number}"))),
    }
}

fn path(number: jint) -> Outcome<Path> {
    match number {
        -1 => Ok(Path::widest()),
        0 => Ok(Path::Portable),
        1 => Ok(Path::Avx2),
        2 => Ok(Path::Avx512),
        _ => Err(Failure::new("Noise", format!("no path {number}"))),
    }
}

fn source<'a>(pointer: jlong) -> Outcome<&'a Source> {
    // SAFETY: Java holds the pointer in use for the length of the call.
    unsafe { (pointer as *const Source).as_ref() }
        .ok_or_else(|| Failure::new("Noise", "a null pointer where a source is needed"))
}

fn broken<T>(_: PoisonError<T>) -> Failure {
    Failure::new("Noise", "this source failed before")
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_NoiseBridge_open<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    with_generator: jint,
    with_path: jint,
    key: JByteArray<'a>,
) -> jlong {
    guarded(&mut env, |env| {
        let (generator, path) = (generator(with_generator)?, path(with_path)?);
        if !path.is_available() {
            return Err(Failure::new(
                "Noise",
                format!("this processor has no {path:?}"),
            ));
        }
        let opened = if key.is_null() {
            RoundedGaussian::secure(generator, path)
                .map_err(|error| Failure::new("Noise", format!("no random bytes: {error}")))?
        } else {
            let mut bytes = env.convert_byte_array(&key)?;
            let known = <&[u8; 32]>::try_from(bytes.as_slice())
                .map(|key| RoundedGaussian::under_known_key(generator, path, key))
                .map_err(|_| Failure::new("Noise", "a key has 32 bytes"));
            bytes.zeroize();
            known?
        };
        Ok(Box::into_raw(Box::new(Mutex::new(opened))) as jlong)
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_NoiseBridge_fill<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    pointer: jlong,
    deviation: jdouble,
    out: JLongArray<'a>,
) {
    guarded(&mut env, |env| {
        if !(MIN_STANDARD_DEVIATION..=MAX_STANDARD_DEVIATION).contains(&deviation) {
            return Err(Failure::new("Noise", format!("a deviation of {deviation}")));
        }
        let count = env.get_array_length(&out)? as usize;
        let mut noise = source(pointer)?.lock().map_err(broken)?;
        // Copied block by block: the array is never pinned, so the collector never waits.
        noise.draw(deviation, count, |from, values| {
            env.set_long_array_region(&out, from as jsize, values)
        })?;
        Ok(())
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_NoiseBridge_describe<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    pointer: jlong,
) -> jstring {
    let text = guarded(&mut env, |env| {
        let noise = source(pointer)?.lock().map_err(broken)?;
        let generator = match noise.generator() {
            Generator::Aes256Ctr => "AES-256-CTR",
            Generator::ChaCha20 => "ChaCha20",
        };
        let path = match noise.path() {
            Path::Portable => "portable",
            Path::Avx2 => "AVX2",
            Path::Avx512 => "AVX-512",
        };
        let text = env.new_string(format!("{path} kernel, bits from {generator}"))?;
        Ok(text.into_raw() as usize)
    });
    text as jstring
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_NoiseBridge_isAvailable<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    with_path: jint,
) -> jboolean {
    guarded(&mut env, |_| {
        Ok(jboolean::from(path(with_path)?.is_available()))
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_NoiseBridge_distancePerValue<'a>(
    _env: JNIEnv<'a>,
    _class: JClass<'a>,
) -> jdouble {
    lethe_noise::DISTANCE_PER_VALUE
}

/// Wipes and frees a source.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_NoiseBridge_close<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    pointer: jlong,
) {
    guarded(&mut env, |_| {
        if pointer != 0 {
            // SAFETY: made by open, and Java closes each once.
            drop(unsafe { Box::from_raw(pointer as *mut Source) });
        }
        Ok(())
    })
}
