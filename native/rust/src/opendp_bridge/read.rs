//! OpenDP objects into Java values: one crossing for a scalar, one for a whole vector.

use super::borrowed;
use crate::boundary::{guarded, Failure, Outcome};
use jni::objects::{JClass, JObject};
use jni::sys::{jboolean, jdouble, jint, jlong, jobject, jstring};
use jni::JNIEnv;
use opendp::core::Function;
use opendp::domains::BitVector;
use opendp::ffi::any::{AnyMeasurement, AnyObject, AnyOdometerQueryable, AnyQueryable, Downcast};
use opendp::measures::PrivacyProfile;
use std::collections::HashMap;
use std::hash::Hash;

/// The object's own type, as OpenDP writes it.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_typeOf<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: jlong,
) -> jstring {
    let text = guarded(&mut env, |env| {
        let object: &AnyObject = borrowed(object)?;
        Ok(env.new_string(object.type_.to_string())?.into_raw() as usize)
    });
    text as jstring
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_getF64<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: jlong,
) -> jdouble {
    guarded(&mut env, |_| {
        Ok(*borrowed::<AnyObject>(object)?.downcast_ref::<f64>()?)
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_getI64<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: jlong,
) -> jlong {
    guarded(&mut env, |_| {
        Ok(*borrowed::<AnyObject>(object)?.downcast_ref::<i64>()?)
    })
}

trait Element: Sized + 'static {
    fn array<'a>(env: &mut JNIEnv<'a>, values: &[Self]) -> Outcome<JObject<'a>>;
}

fn length<T>(values: &[T]) -> Outcome<jint> {
    jint::try_from(values.len())
        .map_err(|_| Failure::new("FFI", "more elements than a Java array can hold"))
}

macro_rules! element {
    ($type:ty, $new:ident, $set:ident) => {
        impl Element for $type {
            fn array<'a>(env: &mut JNIEnv<'a>, values: &[Self]) -> Outcome<JObject<'a>> {
                let array = env.$new(length(values)?)?;
                env.$set(&array, 0, values)?;
                Ok(array.into())
            }
        }
    };
    ($type:ty, $new:ident, $set:ident, $java:ty) => {
        impl Element for $type {
            fn array<'a>(env: &mut JNIEnv<'a>, values: &[Self]) -> Outcome<JObject<'a>> {
                let array = env.$new(length(values)?)?;
                let mut widened = Vec::with_capacity(values.len());
                for value in values {
                    widened.push(<$java>::try_from(*value).map_err(|_| {
                        Failure::new(
                            "FailedCast",
                            format!("{value} is larger than Java's type holds"),
                        )
                    })?);
                }
                env.$set(&array, 0, &widened)?;
                Ok(array.into())
            }
        }
    };
}

element!(bool, new_boolean_array, set_boolean_array_region, jboolean);
element!(i8, new_byte_array, set_byte_array_region);
element!(i16, new_short_array, set_short_array_region);
element!(i32, new_int_array, set_int_array_region);
element!(i64, new_long_array, set_long_array_region);
element!(u8, new_short_array, set_short_array_region, i16);
element!(u16, new_int_array, set_int_array_region, i32);
element!(u32, new_long_array, set_long_array_region, i64);
element!(u64, new_long_array, set_long_array_region, i64);
element!(usize, new_long_array, set_long_array_region, i64);
element!(f32, new_float_array, set_float_array_region);
element!(f64, new_double_array, set_double_array_region);

impl Element for String {
    fn array<'a>(env: &mut JNIEnv<'a>, values: &[Self]) -> Outcome<JObject<'a>> {
        let array = env.new_object_array(length(values)?, "java/lang/String", JObject::null())?;
        for (index, value) in values.iter().enumerate() {
            let text = env.new_string(value)?;
            env.set_object_array_element(&array, index as jint, &text)?;
            env.delete_local_ref(text)?;
        }
        Ok(array.into())
    }
}

fn array_of<'a, T: Element>(
    env: &mut JNIEnv<'a>,
    object: &AnyObject,
) -> Option<Outcome<JObject<'a>>> {
    if let Ok(values) = object.downcast_ref::<Vec<T>>() {
        return Some(T::array(env, values));
    }
    let value = object.downcast_ref::<T>().ok()?;
    Some(T::array(env, std::slice::from_ref(value)))
}

macro_rules! first_of {
    ($env:expr, $object:expr, $($type:ty),+) => {
        $(if $object.type_.descriptor == stringify!($type)
            || $object.type_.descriptor == concat!("Vec<", stringify!($type), ">") {
            if let Some(array) = array_of::<$type>($env, $object) {
                return array;
            }
        })+
    };
}

fn array<'a>(env: &mut JNIEnv<'a>, object: &AnyObject) -> Outcome<JObject<'a>> {
    first_of!(env, object, i64, f64, i32, bool, String, usize, u32, u64, f32, i8, i16, u8, u16);
    if let Ok(bits) = object.downcast_ref::<BitVector>() {
        let bits: Vec<bool> = bits.iter().map(|bit| *bit).collect();
        return bool::array(env, &bits);
    }
    Err(Failure::new(
        "FFI",
        format!("{} has no array in Java", object.type_.to_string()),
    ))
}

/// A vector as an array of its elements; a scalar as an array of one.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_getArray<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: jlong,
) -> jobject {
    let array = guarded(&mut env, |env| {
        Ok(array(env, borrowed::<AnyObject>(object)?)?.into_raw() as usize)
    });
    array as jobject
}

/// The same value once more: queryables share their state, all else is copied.
fn share(object: &AnyObject) -> AnyObject {
    if let Ok(queryable) = object.downcast_ref::<AnyQueryable>() {
        AnyObject::new(queryable.clone())
    } else if let Ok(queryable) = object.downcast_ref::<AnyOdometerQueryable>() {
        AnyObject::new(queryable.clone())
    } else if let Ok(measurement) = object.downcast_ref::<AnyMeasurement>() {
        AnyObject::new(measurement.clone())
    } else {
        object.clone()
    }
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_share<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: jlong,
) -> jlong {
    guarded(&mut env, |_| {
        Ok(Box::into_raw(Box::new(share(borrowed::<AnyObject>(object)?))) as jlong)
    })
}

macro_rules! pairs {
    ($object:expr, $($first:ty, $second:ty);+) => {
        $(if let Ok((first, second)) = $object.downcast_ref::<($first, $second)>() {
            return Ok(vec![AnyObject::new(first.clone()), AnyObject::new(second.clone())]);
        }
        if let Ok(pair) = $object.downcast_ref::<Option<($first, $second)>>() {
            return Ok(pair.iter().flat_map(|(first, second)| {
                [AnyObject::new(first.clone()), AnyObject::new(second.clone())]
            }).collect());
        })+
    };
}

macro_rules! triples {
    ($object:expr, $($type:ty),+) => {
        $(if let Ok((first, second, third)) = $object.downcast_ref::<(u32, $type, $type)>() {
            return Ok(vec![AnyObject::new(*first), AnyObject::new(*second), AnyObject::new(*third)]);
        })+
    };
}

fn entries<K: 'static + Clone + Hash + Eq, V: 'static + Clone>(
    object: &AnyObject,
) -> Option<Vec<AnyObject>> {
    let map = object.downcast_ref::<HashMap<K, V>>().ok()?;
    let (keys, values): (Vec<K>, Vec<V>) = map
        .iter()
        .map(|(key, value)| (key.clone(), value.clone()))
        .unzip();
    Some(vec![AnyObject::new(keys), AnyObject::new(values)])
}

macro_rules! maps {
    ($object:expr, [$($key:ty),+], $values:tt) => {
        $(maps!(@key $object, $key, $values);)+
    };
    (@key $object:expr, $key:ty, [$($value:ty),+]) => {
        $(if let Some(parts) = entries::<$key, $value>($object) {
            return Ok(parts);
        })+
    };
}

/// What a compound value is made of: the values of a pair, the keys and the values of a map, the elements of a list
/// of objects, and nothing for an absent one.
fn parts(object: &AnyObject) -> Outcome<Vec<AnyObject>> {
    if let Ok(objects) = object.downcast_ref::<Vec<AnyObject>>() {
        return Ok(objects.iter().map(share).collect());
    }
    if let Ok(optional) = object.downcast_ref::<Option<AnyObject>>() {
        return Ok(optional.iter().map(share).collect());
    }
    if let Ok((first, second)) = object.downcast_ref::<(f64, AnyObject)>() {
        return Ok(vec![AnyObject::new(*first), share(second)]);
    }
    if let Ok(optional) = object.downcast_ref::<Option<(f64, AnyObject)>>() {
        return Ok(optional
            .iter()
            .flat_map(|(first, second)| [AnyObject::new(*first), share(second)])
            .collect());
    }
    pairs!(object,
        f64, f64; f32, f32; i8, i8; i16, i16; i32, i32; i64, i64; u8, u8; u16, u16; u32, u32; u64, u64;
        usize, usize; PrivacyProfile, f64);
    triples!(object, f64, f32, i32, i64, u32, u64, usize);
    maps!(
        object,
        [String, i64, i32, bool, usize, u32, u64, i8, i16, u8, u16],
        [i64, i32, f64, f32, usize, u32, bool, i16, u8, u16, String]
    );
    Err(Failure::new(
        "FFI",
        format!(
            "{} has no parts that Java can hold",
            object.type_.to_string()
        ),
    ))
}

/// The parts of a compound value as new objects, which the caller owns.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_getParts<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: jlong,
) -> jobject {
    let array = guarded(&mut env, |env| {
        let parts = parts(borrowed::<AnyObject>(object)?)?;
        // The array comes first: were it to fail, no part would be without an owner.
        let array = env.new_long_array(length(&parts)?)?;
        let pointers: Vec<jlong> = parts
            .into_iter()
            .map(|part| Box::into_raw(Box::new(part)) as jlong)
            .collect();
        env.set_long_array_region(&array, 0, &pointers)?;
        Ok(array.into_raw() as usize)
    });
    array as jobject
}

/// A Renyi curve as a function that Java can evaluate and free.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_getCurve<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    object: jlong,
) -> jlong {
    guarded(&mut env, |_| {
        let curve = borrowed::<AnyObject>(object)?.downcast_ref::<Function<f64, f64>>()?;
        Ok(Box::into_raw(Box::new(curve.clone().into_any())) as jlong)
    })
}

/// A measurement as an object, to be the query of an adaptive composition.
#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_OpenDpBridge_newMeasurementObject<'a>(
    mut env: JNIEnv<'a>,
    _class: JClass<'a>,
    measurement: jlong,
) -> jlong {
    guarded(&mut env, |_| {
        Ok(AnyObject::new_raw(borrowed::<AnyMeasurement>(measurement)?.clone()) as jlong)
    })
}
